import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readReports } from '../../../domain/report-text/read-report.ts'

/** Saturday 21 May 2022, in the afternoon. */
const NOW = '2022-05-21T15:00:00+08:00'
const first = (text: string) => readReports(text, NOW)[0]
const isSure = (text: string) => {
  const read = first(text)
  return read !== undefined && read.unread.length === 0 && read.unsure.length === 0
}

const PERSON = '王建国 13900010001'

describe('a message understood to its last word is sure', () => {
  it.each([
    '无人接听',
    '打了三次都是关机',
    '今早9点拨打，占线',
    '接通，态度很好，5月19日从广州自驾回深，20日核酸阴性，现住青禾里2栋304，三针',
    '接通，19、20号做了核酸，都是阴性，谢谢配合',
    '接通后表示5月18日乘G6021从长沙回来，19日核酸阴性，20日未出，居家',
    '还没回，人在汕头，预计25号返深',
    '途经荔湾未停留，20号阴',
    '让晚上8点再打',
    '接通，昨天自驾从岚州回来，20号阴，在本社区',
    '还没回，人在汕头，住址青禾里2栋304，预计25号返深',
    '一直在深圳没离开过，48小时内阴性，疫苗没打',
    '已离深，现在在湖南长沙，已提醒做好防护',
  ])('%s', text => {
    expect(first(`${PERSON} ${text}`)).toMatchObject({ unsure: [], unread: [] })
  })
})

describe('whatever the reader cannot account for makes it unsure', () => {
  it.each([
    ['接通，20号核酸阴性，噜噜噜', '噜噜噜'],
    ['接通，20号阴，妻子19号阳', '妻子19号阳'],
    ['无人接听，23', '23'],
    ['接通，没有20号的核酸结果阴性', '没有'],
  ])('%s', (text, unread) => {
    expect(first(`${PERSON} ${text}`)?.unread.map(part => part.text)).toContain(unread)
  })

  it.each([
    '接通，20号核酸非阴性',
    '接通，不确定20号是不是阴性',
    '接通，18到20号都在广州，20号阴',
    '接通，20号阴，20号阳',
    '接通，拒绝5月20日核酸',
    '同上，20号阴',
    '5.19从广州回，20号又去了惠州',
    '5月20日阴，5月22日阴',
    '今天下午去做核酸',
    '原来住青松苑7栋1203，现在搬到宝安了',
    '15号至20号都在上海',
  ])('%s', text => {
    expect(isSure(`${PERSON} ${text}`)).toBe(false)
  })
})

describe('an unread part', () => {
  const WORDS =
    '噜噜|20号阴|，|。|妻子19号做了|关机|５月２０日|没有接听到|\u200b| |接通|①|👍|陰性|嗰日|张三|尾号5678'.split('|')

  it('is told with its place in the message as pasted', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...WORDS), { maxLength: 25 }), words => {
        const text = `13812345678 ${words.join('')}`.trim()
        for (const { unread } of readReports(text, NOW))
          for (const part of unread) expect(text.slice(part.from, part.to)).toBe(part.text)
      }),
      { numRuns: 300 },
    )
  })

  it('counts from the start of its own message in a chat', () => {
    const [read] = readReports('阿芳 2022-05-21 14:00\n13812345678 关机 噜噜噜', NOW)

    expect(read?.unread).toEqual([{ text: '噜噜噜', from: 15, to: 18 }])
  })
})

describe('messages of one chat', () => {
  it('a reply that names nobody speaks of whom it quotes', () => {
    const text = '阿胜 14:40\n「小王：13713906620 张三 关机」\n- - - - - - -\n打通了，20号核酸阴'

    expect(readReports(text, NOW)).toMatchObject([{ phone: '13713906620', name: '张三', outcome: 'reached' }])
  })

  it('a name alone answers the question for it', () => {
    expect(readReports('甲 14:01\n尾号6013 20阴\n乙 14:02\n姓名？\n甲 14:03\n洪秀梅', NOW)).toMatchObject([
      { phoneTail: '6013' },
      { message: 2, name: '洪秀梅' },
    ])
  })
})
