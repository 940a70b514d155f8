import { describe, expect, it } from 'vitest'
import { readReports } from '../../../domain/report-text/read-report.ts'

/** Which of many days were tests. Sunday 22 May 2022, late evening. */
const NOW = '2022-05-22T22:30:00+08:00'
const first = (text: string) => readReports(`13812345678 ${text}`, NOW)[0]
const days = (text: string) => first(text)?.tests.map(({ date, result }) => `${date.slice(8)} ${result}`)

describe('days of tests among other days', () => {
  it.each([
    ['antigen tests between blanks', '5.18抗原阴性 5.19核酸阴性 5.20抗原阴性', ['19 negative']],
    [
      'the label of a form',
      '【核酸日期】5/18、5/20【结果】均阴性【下次核酸】5/24【抗原】5/19阴',
      ['18 negative', '20 negative'],
    ],
    ['a dose behind a test', '18号做了核酸阴性，19号打的加强针', ['18 negative']],
    ['a code that turned', '5月18、19日核酸都阴，20日黄码转绿', ['18 negative', '19 negative']],
    ['a positive nearby', '5月15日和阳性同店吃饭，5月18日核酸阴', ['18 negative']],
    ['the end of an isolation', '隔离到5月20日，5月19日核酸阴性', ['19 negative']],
    ['a stay from and to', '隔离5.12~5.18 5.19核酸阴', ['19 negative']],
    ['a stay behind tests', '5.16-5.17连续两天核酸均阴，5.18-5.20居家健康监测', ['16 negative', '17 negative']],
    ['every other day', '5月16日、5月18日、5月20日隔天一次核酸，都阴', ['16 negative', '18 negative', '20 negative']],
    ['fewer tests than days', '5.16-5.18三天两检已完成，均阴性', []],
    [
      'a number of the list',
      '1.段小红 2.昨天打通 3.5月18日坐船从珠海回 4.核酸19、20日做，都阴',
      ['19 negative', '20 negative'],
    ],
    ['the last of several', '说已经做了5次核酸都是阴性，最近一次5月20日', ['20 negative']],
    [
      'dictated without signs',
      '十八号从郑州回的说十六号打过电话给社区十九二十二十一这三天都做了核酸阴的',
      ['19 negative', '20 negative', '21 negative'],
    ],
    ['what it says was wrong', '前面写5.18做的核酸，其实5.18是打疫苗，核酸是5.20做的，阴性，更正一下', ['20 negative']],
    ['a test on landing with its day', '已离深，5月18日回了山东临沂，5月19日落地核酸阴性', ['19 negative']],
  ])('%s', (_, text, tests) => {
    expect(days(text)).toEqual(tests)
  })
})

describe('other classes of the fourth and fifth labelled sets', () => {
  it.each([
    ['男方洪志文13512345678，女方胡静怡13612345678，洪志文18号核酸阴，胡静怡19号核酸阴', ['洪志文', '胡静怡']],
    ['13812345678 一家两口：苗大伟、妻子安然，均未离深', ['苗大伟', '安然']],
    ['13812345678 第二次通了，人机不符，登记人荣立新', ['荣立新']],
    ['13812345678这个我打通了他姓欧阳 没离深', ['欧阳']],
  ])('names of %j', (text, names) => {
    expect(readReports(text, NOW).map(report => report.name)).toEqual(names)
  })

  it('a road is no train: G15沈海高速', () => {
    expect(first('司机，走G15沈海高速从漳州开回深圳，5月20日到的')).toMatchObject({
      transport: 'self_drive',
      vehicleNo: null,
    })
  })

  it('lines below those of the members speak of all', () => {
    const text = '#K7Q2M 一户2人\n户主汤伟明，三针\n妻子阮丽，两针\n5月18日由西安坐飞机回来，19日阴性'
    expect(readReports(text, NOW).map(report => report.arrivedOn)).toEqual(['2022-05-18', '2022-05-18'])
  })
})
