import { describe, expect, it } from 'vitest'
import { readReports } from '../../../domain/report-text/read-report.ts'

const NOW = '2022-05-22T22:30:00+08:00'
const PHONE = '13812345678'
const first = (text: string) => readReports(`${PHONE} ${text}`, NOW)[0]
const days = (text: string) => first(text)?.tests.map(({ date, result }) => `${date.slice(5)} ${result}`)

describe('tests', () => {
  it.each([
    ['20阴21阴', ['05-20 negative', '05-21 negative']],
    ['18号 19号 20号 阴 阴 待出', ['05-18 negative', '05-19 negative', '05-20 pending']],
    ['昨前两天都做了 阴阴', ['05-20 negative', '05-21 negative']],
    ['5.20、21、22三天三检，前两天阴，今天未出', ['05-20 negative', '05-21 negative', '05-22 pending']],
    ['18-20号每天一次核酸 都阴', ['05-18 negative', '05-19 negative', '05-20 negative']],
    ['5.19贵阳回，20、21阴', ['05-20 negative', '05-21 negative']],
    ['6.18核酸阴性 20号抗原阴性', []],
    ['周五周六各一次 结果阴性', ['05-20 negative', '05-21 negative']],
    ['十八、十九、二十号核酸全阴', ['05-18 negative', '05-19 negative', '05-20 negative']],
    ['明天去做核酸', []],
    ['18号晚上做的核酸 19号中午出的结果阴性', ['05-18 negative']],
  ])('of %j', (text, expected) => {
    expect(days(text)).toEqual(expected)
  })
})

describe('call results', () => {
  it.each([
    ['前两次无人接听，第三次关机', 'powered_off'],
    ['一听是社区就挂了 再打拒接', 'hung_up'],
    ['骂人 挂了', 'refused'],
    ['对方说打错了', 'wrong_person'],
    ['是公司座机 人机不符', 'wrong_person'],
    ['呼叫转移', 'unreachable'],
    ['号码少一位', 'invalid_number'],
    ['占线 晚点再打', 'busy'],
    ['昨天没接的，早上打通了', 'reached'],
  ])('of %j', (text, outcome) => {
    expect(first(text)?.outcome).toBe(outcome)
  })

  it.each([
    ['让明天上午10点以后再打', '2022-05-23T10:00:00+08:00'],
    ['在开会让晚上11点再打', '2022-05-22T23:00:00+08:00'],
    ['让一个小时后再打', '2022-05-22T23:30:00+08:00'],
  ])('with the moment agreed in %j', (text, callBackAt) => {
    expect(first(text)).toMatchObject({ outcome: 'call_later', callBackAt })
  })
})

describe('whereabouts', () => {
  it.each([
    ['5.19荔湾回', 'local', null],
    ['途经荔湾没下车', 'passed_by', null],
    ['已离深去佛山工地', 'left', '佛山工地'],
    ['还没回 预计25号从成都坐高铁回', 'not_returned', '成都'],
    ['目前在新疆喀什静默，出不来', 'not_returned', '新疆喀什'],
    ['住龙华的，不归我们社区管', 'other_district', null],
    ['均未离深', 'local', null],
  ])('of %j', (text, whereabouts, awayPlace) => {
    expect(first(text)).toMatchObject({ whereabouts, awayPlace })
  })
})

describe('people', () => {
  it('gives every member of a household what is told of all', () => {
    const read = readReports('一家三口：张立 13812345678，妻子李雯，儿子张小宝，全家20、21日核酸均阴性', NOW)

    expect(read.map(({ name, phone, testCount }) => [name, phone, testCount])).toEqual([
      ['张立', PHONE, 2],
      ['李雯', null, 2],
      ['张小宝', null, 2],
    ])
  })

  it('tells tails apart and shares the result named once', () => {
    const read = readReports('尾号9208、3846都没人接，8682关机', NOW)

    expect(read.map(({ phoneTail, outcome }) => [phoneTail, outcome])).toEqual([
      ['9208', 'no_answer'],
      ['3846', 'no_answer'],
      ['8682', 'powered_off'],
    ])
  })

  it.each(['收到', '@所有人 请大家23:00前全部录入', '今天打了186个，嗓子都哑了', '辛苦了辛苦了'])(
    'finds nobody in %j',
    text => {
      expect(readReports(text, NOW)).toEqual([])
    },
  )

  it('names the resident of a question and tells nothing', () => {
    expect(readReports('谁在跟#8AKJV？', NOW)).toMatchObject([{ code: '8AKJV', outcome: null }])
  })

  it('drops what a correction takes back', () => {
    expect(readReports('更正：#485YM 核酸是20、22日，不是20、21日，均阴性', NOW)).toMatchObject([
      { supersedes: true, tests: [{ date: '2022-05-20' }, { date: '2022-05-22' }] },
    ])
  })
})
