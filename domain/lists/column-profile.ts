import type { IntakeField } from '../../contract/intake.ts'
import { readIdNumber } from '../person/id-number.ts'
import { looksLikeDate } from './read-date.ts'
import { readPhones } from '../person/phone.ts'
import { cellText, type Cell } from './grid.ts'

/** What the cells of one column look like; shares are of the filled cells looked at. */
export type Profile = {
  readonly filled: number
  readonly phones: number
  /** Different numbers among the phones: a grid worker's own number stands in every row. */
  readonly distinctPhones: number
  readonly ids: number
  readonly dates: number
  readonly genders: number
  readonly names: number
  readonly results: number
  /** 是, 否, 有, 无. */
  readonly answers: number
  /** The field that nearly every cell looks like, where words alone tell. */
  readonly shape: IntakeField | null
}

/** Cells that tell what they are without a header, whole cells only. */
const SHAPES: readonly (readonly [IntakeField, RegExp])[] = [
  ['testResult', /^(?:核酸)?(?:检测)?(?:结果)?[阴阳]性?$|^(?:待出|未出|结果未出)$/],
  ['healthCode', /^[红黄绿]色?码?$/],
  ['idType', /^(?:居民|二代)?身份证$|^(?:外国|中国)?护照$|通行证$|^户口[簿本]$|居留(?:身份)?证$/],
  ['vehicleNo', /^[GCDKTZYS]\d{1,4}次?$|^[A-Z\d]{2}\d{3,4}$|^[\u4e00-\u9fff][A-Z]·?[A-Z\d]{5,6}$/],
  [
    'transport',
    /^(?:乘坐?)?(?:飞机|火车|高铁|动车|普速列车|自驾车?|私家车|大巴|客车|长途汽车|汽车|轮船|网约车|出租车)$/,
  ],
  ['control', /居家(?:隔离|健康监测|医学观察)|集中(?:隔离|医学观察)|健康监测|[一二三四五七\d]天[一二两三四五\d]检/],
  ['vaccineDoses', /^(?:已?接?种?)?第?[一二三四两\d][针剂次]$|^加强针$/],
]
const SHAPED = 0.8

function shapeOf(texts: readonly string[]): IntakeField | null {
  if (texts.length < 3) return null
  const fits = (shape: RegExp) => texts.filter(text => shape.test(text)).length / texts.length >= SHAPED
  return SHAPES.find(([, shape]) => fits(shape))?.[0] ?? null
}

const LOOKED_AT = 300
const SURNAMES =
  '王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许韩冯邓曹彭曾肖田董潘袁蔡蒋余于杜叶程魏苏吕丁任沈姚卢姜崔钟谭陆汪范金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤欧上司赖樊兰殷施洪翟安颜倪温芦季俞章鲁葛伍申尤毕聂焦柳邢路岳齐梅庄辛管祝左涂谷祁时舒耿牟卜詹关苗凌费纪靳盛童欧甄项曲成游阳裴席卫查屈鲍位覃霍翁隋植甘景薄单包司柏宁柯阮桂闵解强柴华车冉房边辜吉饶刁瞿戚丘古米池滕晋苑邬臧畅宫来嵺苟全褚廉简娄盖符奚木穆党燕郎邸冀谈姬屠连郜晏栾郁商蒙计喻揭窦迟宇敖糜鄢冷卓花仇艾蓝都巩稽井练仲乐虞卞封竺冼原官衣楚佟栗匡宗应台巫鞠僧桑荆谌银扬明沙薄伏岑习胥保和蔺'

/** 张三, 欧阳娜: two to four Chinese characters beginning with a surname. */
export function looksLikeName(text: string): boolean {
  return /^[\u3400-\u9fff·]{2,4}$/.test(text) && SURNAMES.includes(text.charAt(0)) && !/[区街镇村路栋室组]$/.test(text)
}

/** Profile of a column over the first rows of data. */
export function profileOf(
  rows: readonly (readonly Cell[])[],
  column: number,
  filledInAll: number,
  today: string,
): Profile {
  const cells = rows.slice(0, LOOKED_AT).map(row => row[column] ?? null)
  const texts = cells.filter(cell => cellText(cell) !== '')
  const count = (test: (cell: Cell, text: string) => boolean) => {
    return texts.filter(cell => test(cell, cellText(cell))).length / Math.max(1, texts.length)
  }
  const keys = texts.flatMap(cell =>
    readPhones(cell)
      .phones.filter(phone => phone.kind !== 'landline')
      .slice(0, 1),
  )
  return {
    filled: filledInAll,
    phones: keys.length / Math.max(1, texts.length),
    distinctPhones: new Set(keys.map(phone => phone.key)).size,
    ids: count((cell, text) => /\d{17}[\dXx]/.test(text) && readIdNumber(cell).note === null),
    dates: count(cell => looksLikeDate(cell, today)),
    genders: count((_, text) => text === '男' || text === '女'),
    names: count((_, text) => looksLikeName(text.replace(/\s/g, ''))),
    results: count((_, text) => /[阴阳]性|待出|未出|已做|未做/.test(text)),
    answers: count((_, text) => /^[是否有无√×]$/.test(text)),
    shape: shapeOf(texts.map(cell => cellText(cell))),
  }
}
