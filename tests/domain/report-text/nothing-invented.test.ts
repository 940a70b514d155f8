import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readReports } from '../../../domain/report-text/read-report.ts'

const NOW = '2022-05-22T22:30:00+08:00'
const testsIn = (text: string) => readReports(`13812345678 黄敏 ${text}`, NOW).flatMap(report => report.tests)

/** Words about a day on which no nucleic-acid test was made. `D` stands for the day. */
const NO_TEST = [
  'D没做核酸',
  'D还没做',
  'D未检测',
  'D没空做核酸',
  'D来不及做核酸',
  'D忘了做核酸',
  'D漏检',
  'D去做核酸了但是人太多没做',
  'D排队太久没做成核酸',
  'D核酸没做',
  'D待检',
  'D尚未检测',
  'D收到核酸通知',
  'D通知他做核酸',
  'D让他去做核酸',
  'D要求做核酸未果',
  'D准备做核酸',
  'D打算去做',
  'D安排上门核酸',
  'D前完成核酸',
  'D再去做核酸',
  'D要做核酸',
  '约了D核酸',
  '预约D做核酸',
  '已提醒D做核酸',
  '要求D前做核酸',
  '答应D去做核酸',
  'D抗原阴性',
  'D做的是抗原',
  '抗原D阴性',
  'D自测阴性',
  'D自测抗原两道杠',
  'D抗体检测阳性',
  'D不是核酸，是抗原',
  'D体检',
  'D做了CT',
  'D查询无核酸记录',
  'D核酸过期了',
  'D变黄码',
  'D转绿码',
  'D接触过阳性',
  'D是密接',
  'D小区有阳性',
  'D同事阳性',
  'D所在小区出现阳性',
  'D打的疫苗第三针',
  '疫苗第二针是D打的',
  'D从汕头回深',
  '预计D返深',
  'D离深',
  'D打过一次没人接',
  'D接通过一次',
  '让D下午3点再打',
  'D居家隔离开始',
  'D解除隔离',
  'D出院',
  'D生日',
]
const DAYS = ['5月20日', '5.20', '20号', '昨天', '周五', '5月19日、20日']

describe('a day is no test', () => {
  it.each(NO_TEST)('in %j', words => {
    for (const day of DAYS) expect(testsIn(words.replace('D', day)), words.replace('D', day)).toEqual([])
  })

  it('in any two of these told together', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...NO_TEST),
        fc.constantFrom('5.18', '18号'),
        fc.constantFrom(...NO_TEST),
        fc.constantFrom('5.20', '20号'),
        (one, day, other, otherDay) => {
          expect(testsIn(`${one.replace('D', day)}，${other.replace('D', otherDay)}`)).toEqual([])
        },
      ),
      { numRuns: 300, seed: 20220522 },
    )
  })

  it.each(['明天上午去做核酸', '今晚下班去做核酸', '今天还没做，明天做', '今日待检', '后天23号、24号还要做两次核酸'])(
    'in %j',
    text => {
      expect(testsIn(text)).toEqual([])
    },
  )
})

describe('a number or a code', () => {
  const DIGITS = [
    '138',
    '1234',
    '5678',
    '13812345678',
    '0755',
    '2698',
    '+852',
    '6447 0139',
    '2022',
    '5.20',
    '440301199001011234',
  ]
  const WORDS = [
    '-',
    ' ',
    '，',
    '\n',
    '#',
    'K7Q2M',
    '7KQ2',
    'G6021',
    '尾号',
    '电话',
    '身份证',
    '香港',
    '张三',
    '(',
    ')',
    '、',
    '/',
    '阴',
    '栋',
  ]

  it('is told only where the text holds it', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...DIGITS, ...WORDS), { maxLength: 14 }), parts => {
        const text = parts.join('')
        const held = text.toUpperCase().replace(/[^0-9A-Z]/g, '')
        for (const { phone, code } of readReports(text, NOW)) {
          expect(held).toContain((phone ?? '').replace(/\D/g, '').replace(/^85[23]/, ''))
          expect(held).toContain(code ?? '')
        }
      }),
      { numRuns: 1000, seed: 20220522 },
    )
  })
})
