import { describe, expect, it } from 'vitest'
import { readReports } from '../../../domain/report-text/read-report.ts'

/** Friday 20 May 2022, late evening. */
const NOW = '2022-05-20T22:30:00+08:00'
const read = (text: string) => readReports(text, NOW)
const tests = (text: string) =>
  read(text).map(report => report.tests.map(({ date, result }) => `${date.slice(8)} ${result}`))

describe('a pasted table is read by its columns', () => {
  it.each([
    ['tabs', '姓名\t电话\t返深\t核酸\n麦永健\t13715520384\t5.17\t18阴 19未出'],
    ['bars', '姓名 | 电话 | 返深 | 核酸\n麦永健 | 13715520384 | 5.17 | 18阴 19未出'],
    ['commas', '姓名,电话,返深,核酸\n麦永健,13715520384,5.17,18阴 19未出'],
    ['slashes', '姓名/电话/返深/核酸\n麦永健/13715520384/5.17/18阴 19未出'],
    ['list signs', '格式：①姓名②电话③返深④核酸\n①麦永健②13715520384③5.17④18阴 19未出'],
    ['a template in brackets', '按【姓名 电话 返深 核酸】报\n麦永健\t13715520384\t5.17\t18阴 19未出'],
    [
      'a heading and a chain',
      '#接龙\n今晚返深人员（请填：姓名-电话-返深-核酸）\n1. 麦永健-13715520384-5.17-18阴 19未出',
    ],
    [
      'a table on its side',
      '姓名 | 麦永健 | 佘丽\n电话 | 13715520384 | 15817406623\n返深 | 5.17 | 5.16\n核酸 | 18阴 19未出 | 19阴',
    ],
  ])('parted by %s', (_, text) => {
    expect(read(text)[0]).toMatchObject({
      name: '麦永健',
      phone: '13715520384',
      arrivedOn: '2022-05-17',
      tests: [
        { date: '2022-05-18', result: 'negative' },
        { date: '2022-05-19', result: 'pending' },
      ],
    })
  })

  it('days may stand in the head', () => {
    expect(tests('姓名\t尾号\t18\t19\t20\n向红\t6627\t阴\t未做\t未出\n贝乐\t9013\t未做\t阴\t阴')).toEqual([
      ['18 negative', '20 pending'],
      ['19 negative', '20 negative'],
    ])
  })

  it('codes answer the question of their column', () => {
    const text = '电话\t接通(Y/N)\t在深(Y/N)\n13590088213\tY\tY\n13424956630\tN(占线)\t\n15818690047\tN\t'

    expect(read(text).map(({ outcome, whereabouts }) => [outcome, whereabouts])).toEqual([
      ['reached', 'local'],
      ['busy', null],
      ['no_answer', null],
    ])
  })

  it('a legend says what signs stand for', () => {
    const text = '姓名 尾号 结果\n张立 5678 1\n李梅 4321 0\n（1=接通 0=没接）'

    expect(read(text).map(({ phoneTail, outcome }) => [phoneTail, outcome])).toEqual([
      ['5678', 'reached'],
      ['4321', 'no_answer'],
    ])
  })

  it('doses have columns, antigen and documents are left out', () => {
    const text = '姓名\t身份证后4位\t电话\t第一针\t第二针\t抗原\n巫小波\t0913\t18129904763\t2021.5.8\t没打\t19阴'

    expect(read(text)).toMatchObject([{ phone: '18129904763', phoneTail: null, vaccineDoses: 1, tests: [] }])
  })

  it('a cell that says 同上 means the one above', () => {
    const text = '姓名\t电话\t返深\n麦永健\t13715520384\t5.17\n麦小红\t13715520385\t同上'

    expect(read(text).map(({ arrivedOn }) => arrivedOn)).toEqual(['2022-05-17', '2022-05-17'])
  })

  it('what the heading says holds for all rows', () => {
    const text = '更正昨天发的表，以本表为准\n姓名\t电话\t核酸\n邢芳\t13570914426\t18阴\n成凯\t13510084972\t19阴'

    expect(read(text).map(({ supersedes }) => supersedes)).toEqual([true, true])
  })

  it('counts of communities are nobody', () => {
    expect(read('社区\t任务数\t已完成\t匹配率\n莲坳\t312\t280\t89.7%\n水围里\t198\t191\t96.5%')).toEqual([])
  })

  it('lines with the trip in front of the number each tell of their own', () => {
    const text = '1. 5.15 从河源回 游小亮 13421885460 自驾\n2. 5.16 从梅州回 房丽 13538229947 大巴'

    expect(read(text).map(({ name, origin, transport }) => [name, origin, transport])).toEqual([
      ['游小亮', '河源', 'self_drive'],
      ['房丽', '梅州', 'coach'],
    ])
  })
})
