import { describe, expect, it } from 'vitest'
import { readReports } from '../../../domain/report-text/read-report.ts'

/** For each kind of fact, many ways to say it, as people write them. Sunday 22 May 2022, late evening. */
const NOW = '2022-05-22T22:30:00+08:00'
const all = (text: string) => readReports(text, NOW)
const first = (text: string) => all(`13812345678 ${text}`)[0]
const days = (text: string) => first(text)?.tests.map(({ date, result }) => `${date.slice(8)} ${result}`)

describe('names', () => {
  it.each([
    ['13812345678 来女士 没离深', '来'],
    ['13812345678 逮先生 没离深', '逮'],
    ['13812345678 都艳红 5月18日长春回', '都艳红'],
    ['电话13812345678接通，濮先生，没离深', '濮'],
    ['座机0755-26984137已通，冼女士接的', '冼'],
    ['喂那个阙先生电话13812345678他说没离深', '阙'],
    ['#G3TB3 拉巴次仁，没离深', '拉巴次仁'],
    ['次仁卓玛 13812345678 没离深', '次仁卓玛'],
    ['阿依古丽·买买提 13812345678 没离深', '阿依古丽·买买提'],
    ['万俟建国13812345678：没离深', '万俟建国'],
    ['被核查人：佘先生\n联系电话：13812345678', '佘'],
    ['【居民姓名】（必填）：江晚晴\n【联系电话】（必填）：13812345678', '江晚晴'],
    ['13812345678 本人蒋云飞称没离深', '蒋云飞'],
    ['沈一凡13812345678反馈没离深', '沈一凡'],
    ['13812345678 开头是他老婆接的，后来换康明远本人听，没离深', '康明远'],
    ['打咗俾13812345678，潘生听嘅，没离深', '潘'],
    ['翁雪琴的正确号码是13812345678', '翁雪琴'],
    ['耿波（13812345678）：没离深', '耿波'],
    ['（1）Karen Ho（2）13812345678（3）人在香港', 'Karen Ho'],
  ])('of %j', (text, name) => {
    expect(all(text).map(report => report.name)).toEqual([name])
  })

  it.each(['黄码 5.18汕尾回', '朋友车回来的', '房子租给别人了', '门牌打错了 住映山里6栋1402', '周六周日都做了核酸'])(
    'are not in %j',
    text => {
      expect(all(`13812345678\n${text}`).map(report => report.name)).toEqual([null])
    },
  )

  it('of two people with one surname are two people', () => {
    const read = all('1.17767197666 宣女士 18阴\n2.17036471852 宣先生 19阴')

    expect(read.map(({ phone, name, testCount }) => [phone, name, testCount])).toEqual([
      ['17767197666', '宣', 1],
      ['17036471852', '宣', 1],
    ])
  })
})

describe('numbers', () => {
  it.each([
    ['13390257634\n1.池建国 三针\n2.池慧 两针\n以上两人都没离深', ['13390257634', '13390257634']],
    ['#ZD84S 邹平、#479HJ 邹安，兄弟俩同一个号码13390257634', ['13390257634', '13390257634']],
    ['13390257634（一家两口共用）：芮国栋、妻子车晓玲，没离深', ['13390257634', '13390257634']],
    ['张立 13390257634，妻子李雯，没离深', ['13390257634', null]],
    ['#TKKG6 新号码13390257634，打通了，裘先生', ['13390257634']],
    ['已联系到冼伟业先生（+85364470139），没离深', ['+85364470139']],
  ])('of %j', (text, phones) => {
    expect(all(text).map(report => report.phone)).toEqual(phones)
  })

  it.each([
    ['关机的：5678、1234；空号：8888', ['powered_off', 'powered_off', 'invalid_number']],
    ['接通：尾号5678黄伟强，没离深；没接：尾号1234、尾号4321', ['reached', 'no_answer', 'no_answer']],
    ['今晚三个：JBMS9 前两次占线，第三次接通；RXJ86 还是占线；W617G 来电提醒', ['reached', 'busy', 'unreachable']],
  ])('share the result of their heading in %j', (text, outcomes) => {
    expect(all(text).map(report => report.outcome)).toEqual(outcomes)
  })
})

describe('vaccine doses', () => {
  it.each([
    ['疫苗只打了第一针', 1],
    ['第二针是4月15日打的', 2],
    ['第二针4月打的，还没到时间打第三针', 2],
    ['第三针还没打', 2],
    ['疫苗没打第三针', 2],
    ['加强针还没打', 2],
    ['疫苗全程接种，加强针没打', 2],
    ['第4针也打了', 4],
    ['三针打晒', 3],
    ['疫苗：已接种三剂', 3],
    ['一针都没打', 0],
    ['因怀孕未接种疫苗', 0],
    ['48小时内阴性', null],
  ])('of %j', (text, doses) => {
    expect(first(text)?.vaccineDoses).toBe(doses)
  })
})

describe('test days', () => {
  it.each([
    ['5.18/5.19/5.21核酸阴', ['18 negative', '19 negative', '21 negative']],
    ['14号做了一次核酸阴性，16号又做了，昨天出来是阴性', ['14 negative', '16 negative']],
    ['20号做了核酸，今天早上出结果了，阴性', ['20 negative']],
    ['昨天下午3点半做的核酸，今天早上出的阴性', ['21 negative']],
    ['5.19从上海飞回 落地即采阴性，5.20、21核酸阴性', ['19 negative', '20 negative', '21 negative']],
    ['5月18日回深，返深前一天和返深后一天各做一次核酸，都是阴性', ['17 negative', '19 negative']],
    ['十日和十一日两天都到采样点做了核酸，结果都是阴性', ['10 negative', '11 negative']],
    ['核酸做了3次，时间是18、19、20，都没问题', ['18 negative', '19 negative', '20 negative']],
    ['18、19、20核酸正常', ['18 negative', '19 negative', '20 negative']],
    ['首检18号阴，二检20号阴，三检22号未出', ['18 negative', '20 negative', '22 pending']],
    ['早上9点做了核酸，还没出', ['22 pending']],
    ['核酸情况：\n1、5月18日阴性\n2、5月20日结果未出', ['18 negative', '20 pending']],
    ['1、没离深 2、三针 3、5月18日核酸阴性', ['18 negative']],
  ])('of %j', (text, expected) => {
    expect(days(text)).toEqual(expected)
  })
})

describe('travel', () => {
  it.each([
    ['14号离深到上海，17号飞回', { arrivedOn: '2022-05-17', origin: '上海', whereabouts: 'local' }],
    ['阳朔玩了几天，18日自驾回', { arrivedOn: '2022-05-18', origin: '阳朔', transport: 'self_drive' }],
    ['去福田沙尾探亲，20号坐地铁回来的', { origin: '福田沙尾', transport: 'metro' }],
    ['5月17日由汕头揸车返嚟深圳', { origin: '汕头', transport: 'self_drive' }],
    ['户籍湖南长沙 没离开过', { origin: null, whereabouts: 'local' }],
    ['5月20日自驾途经惠州博罗，全程未下车', { arrivedOn: null, whereabouts: 'passed_by' }],
    ['来深时间：\n来源地：\n无人接听', { arrivedOn: null, whereabouts: null, outcome: 'no_answer' }],
    ['人在新加坡，还没回来', { whereabouts: 'not_returned', awayPlace: '新加坡' }],
    ['预计6-2返深', { arrivedOn: '2022-06-02', whereabouts: 'not_returned' }],
    ['在回来的路上', { whereabouts: 'not_returned' }],
    ['是否在深：否，已于5月12日离深回汕头潮阳', { whereabouts: 'left', awayPlace: '汕头潮阳' }],
    ['搬到东莞长安住了', { whereabouts: 'left', awayPlace: '东莞长安' }],
    ['不住本社区，住在宝安，没有离开深圳', { whereabouts: 'other_district' }],
    ['人员去向：☐在本社区 ☑在深其他区 ☐已离深', { whereabouts: 'other_district' }],
    ['她老公在东莞上班，她自己没出过深圳', { origin: null, whereabouts: 'local' }],
  ])('of %j', (text, expected) => {
    expect(first(text)).toMatchObject(expected)
  })
})

describe('addresses', () => {
  it.each([
    ['住桃源街道龙珠花园B区9栋103', '桃源街道龙珠花园B区9栋103'],
    ['加强针打了现住莲坳村西区四巷十一号', '莲坳村西区四巷十一号'],
    ['住址 石厦北二街89号6A', '石厦北二街89号6A'],
    ['住丽湖花园 12 栋 3 单元 402', '丽湖花园12栋3单元402'],
    ['态度不好 不肯讲住哪里', null],
  ])('of %j', (text, address) => {
    expect(first(text)?.address).toBe(address)
  })
})

describe('call backs', () => {
  it.each([
    ['说不方便，让明天下午两点再打', '2022-05-23T14:00:00+08:00'],
    ['【接听情况】在开会，要求晚点再打\n【约定回拨】明早9:30', '2022-05-23T09:30:00+08:00'],
    ['他说现在在忙等下再打给他明晚九点吧', '2022-05-23T21:00:00+08:00'],
    ['让五点后打给她', '2022-05-23T17:00:00+08:00'],
    ['15:20 已联系，在深', null],
  ])('of %j', (text, callBackAt) => {
    expect(first(text)?.callBackAt).toBe(callBackAt)
  })
})

describe('corrections', () => {
  it.each([
    ['发错了！13812345678姓名应是巫小芸，不是吴小芸', { name: '巫小芸' }],
    ['纠正一下，尾号3121刚说打了三针，现在问清楚只打了两针', { vaccineDoses: 2 }],
    ['更正一下 尾号1049 门牌打错了 住映山里6栋1402 不是1204', { outcome: 'reached', address: '映山里6栋1402' }],
    ['#3F7QK 改：住址是8栋不是18栋', { address: '8栋' }],
  ])('of %j', (text, expected) => {
    expect(all(text)).toMatchObject([{ ...expected, supersedes: true }])
  })
})
