import { describe, expect, it } from 'vitest'
import { readReports } from '../../../domain/report-text/read-report.ts'

/** Saturday 21 May 2022, in the evening. */
const NOW = '2022-05-21T20:00:00+08:00'
const all = (text: string) => readReports(text, NOW)

describe('the home of somebody who has no flat', () => {
  it.each([
    ['金叶酒店1203房，程小英，13900010001，20号核酸阴', '1203'],
    ['桂雅宾馆 806 石磊 尾号4410 20号阴', '桂雅宾馆 806'],
    ['13900010001 石磊 20号核酸阴 住高职院2号宿舍楼318', '高职院2号宿舍楼318'],
    ['13900010001 石磊 住厂区宿舍C栋505 20号核酸阴', '厂区宿舍C栋505'],
    ['13900010001 石磊 20号核酸阴 住仓库后面值班室', '仓库后面值班室'],
    ['房号\t姓名\t手机\t核酸\n702\t石磊\t13900010001\t20阴', '702'],
  ])('%s', (text, address) => {
    expect(all(text)[0]?.address).toContain(address)
  })

  it('is no day of the month that the system shows', () => {
    expect(all('石磊13900010001拒绝配合，系统里18号有一次阴性')[0]).toMatchObject({ address: null, outcome: 'refused' })
  })
})

describe('the number of whoever writes, tells or answers is nobody’s', () => {
  it.each([
    ['物业保安老曹（13900010009）上门，石磊 13900010001 在家，20号核酸阴', ['13900010001']],
    ['宾馆经理林生13900010009说502房的石磊20号核酸阴', [null]],
    ['石磊，20号核酸阴，联系电话打她女儿的13900010009', [null]],
    ['石小满 妈妈13900010009 孩子20号核酸阴', [null]],
    ['学生石小满，家长电话13900010009（妈妈），20号核酸阴', [null]],
  ])('%s', (text, phones) => {
    expect(all(text).map(({ phone }) => phone)).toEqual(phones)
  })
})

describe('a name where nobody expects one', () => {
  it.each([
    ['骑手 桂林生 13900010001 20号阴', '桂林生'],
    ['快递员冼志刚，13900010001，20号阴', '冼志刚'],
    ['1、敖晓东+13900010001+5.19湖南岳阳+高铁G79+5.20阴', '敖晓东'],
    ['孙女代答：史桂芬，20号核酸阴', '史桂芬'],
    ['王老师你好，我班易子轩20号核酸阴，手机13900010001', '易子轩'],
    ['他叫邱文他说20号做了核酸阴性 13900010001', '邱文'],
    ['妻子灭绝13900010001，20号阴', '灭绝'],
    ['早餐店老板说修阿姨早回阜阳了 13900010001 打过去空号', '修'],
  ])('%s', (text, name) => {
    expect(all(text)[0]?.name).toBe(name)
  })
})

describe('where somebody is who goes for good, or comes later', () => {
  it.each([
    ['石磊13900010001 昨天退房走了，说回长沙', { whereabouts: 'left', awayPlace: '长沙' }],
    ['石磊13900010001，上周辞工了，回广西贵港，通了', { whereabouts: 'left', awayPlace: '广西贵港' }],
    ['石磊去年移民澳洲了，电话13900010001关机', { whereabouts: 'left', awayPlace: '澳洲' }],
    ['石磊13900010001 人在茂名高州，25号回', { whereabouts: 'not_returned', arrivedOn: '2022-05-25' }],
    ['石磊13900010001 5月20号从成都来，预计住到25日', { whereabouts: 'local', arrivedOn: '2022-05-20' }],
    ['石磊13900010001 5.19坐G6001返校 20号阴', { whereabouts: 'local', arrivedOn: '2022-05-19' }],
  ])('%s', (text, fields) => {
    expect(all(text)[0]).toMatchObject(fields)
  })
})

describe('a call back that only the caller plans', () => {
  it.each([
    ['13900010001 无人接听，晚8点半再拨', 'no_answer'],
    ['13900010001 关机 晚8点半再打', 'powered_off'],
    ['13900010001 没人接，后来回电让晚8点半再打', 'call_later'],
  ])('%s', (text, outcome) => {
    expect(all(text)[0]).toMatchObject({ outcome, callBackAt: '2022-05-21T20:30:00+08:00' })
  })
})

describe('short ways to write', () => {
  it.each([
    ['0917 5.16gz回 zj 5.17hs阴', { origin: 'gz', transport: 'self_drive' }],
    ['#8BN5Y wfjt', { outcome: 'unreachable' }],
    ['尾号4403 今朝捅咗鼻，等紧结果，住喺河背街12号', { address: '河背街12号', whereabouts: 'local' }],
    ['13900010001 石磊 20号阴 疫苗×3', { vaccineDoses: 3 }],
    ['1、石磊 13900010001 5.19百色回 20阴\n2、石军 13900010002 同上', { arrivedOn: '2022-05-19', origin: '百色' }],
  ])('%s', (text, fields) => {
    expect(all(text).pop()).toMatchObject(fields)
  })
})
