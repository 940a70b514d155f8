import { describe, expect, it } from 'vitest'
import { readReports } from '../../../domain/report-text/read-report.ts'

/** Saturday 21 May 2022, in the afternoon. */
const NOW = '2022-05-21T15:00:00+08:00'
const all = (text: string) => readReports(text, NOW)
const first = (text: string) => all(`王建国 13900010001 ${text}`)[0]
const tests = (text: string) => first(text)?.tests.map(({ date, result }) => `${date.slice(8)} ${result}`)

describe('an hour beside a call that was made is no agreed time', () => {
  it.each([
    ['今早9点拨打无人接听', 'no_answer'],
    ['10:30致电，手机关机', 'powered_off'],
    ['14:20电话联系，本人接听，20号核酸阴性', 'reached'],
    ['5月21日10点回访已接通', 'reached'],
    ['5月20日18:30拨打无人接听', 'no_answer'],
    ['昨晚8点打过，占线', 'busy'],
    ['5月21日10:05、15:30、20:10共拨打3次，前两次正在通话中，第三次已关机', 'powered_off'],
  ])('%s', (text, outcome) => {
    expect(first(text)).toMatchObject({ outcome, callBackAt: null })
  })
})

describe('a denied, doubted or changed result is what it ends as', () => {
  it.each([
    ['接通，5月20日核酸非阴性', ['20 unknown']],
    ['接通，5月20日核酸不是阴性', ['20 unknown']],
    ['接通，5月20日核酸没有阳性，是阴性', ['20 negative']],
    ['接通，5月19日核酸并非阳性', ['19 unknown']],
    ['接通，5月20日核酸，不知道是不是阴性', ['20 unknown']],
    ['接通，20日核酸阳转阴', ['20 negative']],
    ['接通，20日核酸排除阳性', ['20 unknown']],
  ])('%s', (text, expected) => {
    expect(tests(text)).toEqual(expected)
  })
})

describe('what is told of somebody else is nobody’s', () => {
  it.each([
    ['接通，本人未做，妻子5月20日核酸阴性', { tests: [], testCount: 0 }],
    ['接通，女儿5月20日核酸阳性', { tests: [] }],
    ['接通，本人一直在深，妻子5月19日回湖南', { whereabouts: 'local', awayPlace: null, arrivedOn: null }],
    ['接通，老公去了武汉，本人在家', { whereabouts: 'local', awayPlace: null }],
    ['接通，本人在深，同事5月19日去了上海', { whereabouts: 'local', awayPlace: null }],
  ])('%s', (text, expected) => {
    const read = first(text)

    expect(read).toMatchObject(expected)
    expect(read?.unread).not.toEqual([])
  })

  it.each(['房东说他5月19日从上海回来了', '他老婆回电说5月19日从上海回的'])(
    'who only tells it of the resident is no subject: %s',
    text => {
      expect(first(text)?.arrivedOn).toBe('2022-05-19')
    },
  )

  it.each([
    '王建国 尾号0001 关机，店长李芳 13900020002',
    '#K7Q2M 关机，物业电话13900020002',
    '#K7Q2M 关机\n填报人：何晓 联系方式：13900020002',
    '#K7Q2M 关机，可联系房东13900020002',
  ])('nor is a number given to them the resident’s: %s', text => {
    expect(all(text).map(({ phone, outcome }) => [phone, outcome])).toEqual([[null, 'powered_off']])
  })
})

describe('a test refused, missed or not recorded is no test', () => {
  it.each([
    '接通，拒绝5月20日核酸',
    '接通，不肯做5月20日核酸',
    '接通，错过5月20日核酸',
    '接通，系统无5月20日核酸记录',
    '接通，5月20日想做的，排队太长没做成',
  ])('%s', text => {
    expect(first(text)?.tests).toEqual([])
  })
})

describe('traditional characters are read like simplified ones', () => {
  it.each([
    ['電話無法接通', 'unreachable'],
    ['沒有接通', 'no_answer'],
    ['拒絕配合', 'refused'],
    ['無人接聽', 'no_answer'],
    ['已關機', 'powered_off'],
  ])('%s', (text, outcome) => {
    expect(first(text)?.outcome).toBe(outcome)
  })

  it('and values stay as written', () => {
    expect(all('陳國強 13900010001 住龍珠花園B區9棟103，5月20日核酸陰性')).toMatchObject([
      { name: '陳國強', address: '龍珠花園B區9棟103', tests: [{ date: '2022-05-20', result: 'negative' }] },
    ])
  })
})

describe('digits of a document are no tail', () => {
  it.each([
    ['王建国 证件号码：4403 0119 9003 0715 15 关机', 'powered_off'],
    ['证件号 440301 19900307 1515，王建国，没接', 'no_answer'],
    ['身份证440301********1515 王建国 没接', 'no_answer'],
  ])('%s', (text, outcome) => {
    expect(all(text).map(read => [read.name, read.phone, read.phoneTail, read.outcome])).toEqual([
      ['王建国', null, null, outcome],
    ])
  })
})

describe('the later plan counts, and what lies ahead is not done yet', () => {
  it.each([
    ['接通，本来5月23日回深，现在改到25日', { arrivedOn: '2022-05-25', whereabouts: 'not_returned' }],
    ['接通，原定5月23日返深，推迟到26日', { arrivedOn: '2022-05-26', whereabouts: 'not_returned' }],
    ['接通，已打两针疫苗，5月25日打第三针', { vaccineDoses: 2 }],
  ])('%s', (text, expected) => {
    expect(first(text)).toMatchObject(expected)
  })
})

describe('the result of the call stays', () => {
  it('where a system or a relative tells the rest', () => {
    expect(first('无人接听，系统显示5月20日已做核酸阴性')).toMatchObject({
      outcome: 'no_answer',
      tests: [{ date: '2022-05-20', result: 'negative' }],
    })
  })

  it('where a weekday stands in front', () => {
    expect(all('周五 13900010003 无人接听')).toMatchObject([{ outcome: 'no_answer', arrivedOn: null }])
  })
})
