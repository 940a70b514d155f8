import { matchesOf } from '../fold/matches.ts'
import type { Transport } from '../../../contract/report-fields.ts'
import type { LocalMoment } from '../../time/local-time.ts'
import type { City } from '../../city.ts'
import { readNumeral } from '../chat/numerals.ts'
import { findAddress } from '../facts/address.ts'
import { readCallBack } from '../facts/call-back.ts'
import { findDates } from '../facts/days.ts'
import { findLocalAreas } from '../facts/local-areas.ts'
import { findOutcomes } from '../facts/outcome.ts'
import { findPlaces } from '../facts/places.ts'
import { CLASS } from './classes.ts'
import type { Token } from './tokens.ts'

/** A stretch that may be what a rule found in it. */
export interface Candidate extends Token {
  readonly cost?: number
}

export interface EntitySetting {
  readonly at: LocalMoment
  readonly city: City
}

const NUMERAL = '(?:\\d{1,3}|[一二两三四五六七八九十几半]{1,3})'
const CLOCK =
  /\d{1,2}[:：]\d{2}(?::\d{2})?(?!\d)|\d{1,2}点(?:钟|半|一刻|多|\d{1,2}分?)?(?:左右|多|前后)?|\d{1,2}时(?:\d{1,2}分|许|左右)?(?!间|候|段|长)/g
/** 48小时内, 3分钟, 36.5度, 5岁: a measure, no day. */
const MEASURE = new RegExp(
  `(?:\\d{1,4}(?:\\.\\d{1,2})?|[一二两三四五六七八九十几半]{1,3})(?:个)?(?:多)?(?:小时|钟头|h(?![a-z])|H(?![A-Za-z])|天|个月|月(?!\\d)|年(?!\\d)|周(?![一二三四五六日])|星期(?![一二三四五六日天])|分钟|秒钟?|周?岁|公里|块钱?|元|度|℃|级|米|斤|平|台|辆|份|条|遍|轮|层|口人?|户|家人?|个人|人|名|位|个)(?:多|以?内|左右)?`,
  'gi',
)
const CHECKS = /[两三四五六七2-7]天[一两二三四五1-5][检次测]/g
const TIMES = new RegExp(`(${NUMERAL})(?:多)?次(?!性)(?:核酸)?`, 'g')
const DOSE =
  /疫苗[:： ]?[1-4](?![\d.月针剂天日号次])|(?:第 ?|最后)?[一二两三四五0-5] ?(?:针|剂次?)(?:次)?(?:疫苗)?|加强(?:针|剂)?|全程接种|全程免疫|(?:还|都|暂)?(?:未|没有?)(?:接种|打)(?:过)?(?:新冠)?疫苗|未接种|没接种|没打过?针|(?:一针|1针)(?:都|也)?没(?:有)?(?:打|接种)?|零针|没打$|没打(?=[;；。\n,，| ])/g
const VEHICLE_NO =
  /(?:[GDCZTKYS]\d{2,4}|[GDCZTK]\d(?=次)|(?:[A-Z]{2}|\d[A-Z]|[A-Z]\d) ?\d{3,4})(?:次(?:列车|高铁|动车)?|航班|次航班)?(?![A-Za-z0-9])/gi
const SEAT =
  /\d{1,2}车(?:厢)?\d{1,2}[A-Fa-f]?(?:号|座)?|\d{1,2}号?车厢|\d{1,2}[A-F]座(?![A-Za-z0-9])|座位(?:号)?[:： ]?\d{1,2}[A-F]?/g
/** 广州南, 杭州东站 */
const STATION = /^(?:[东南西北]站?|站)(?![区街路])/
/** 今晚三个：, 今晚跟了, 5月22日晚反馈: the day of a list, not of anything told. */
const DAY_OF_LIST =
  /(?:今[天日晚早]|昨[天晚]|\d{1,2}月\d{1,2}[日号]晚?)(?:上)?(?:我这边|剩下?|还剩|跟了?|这批|这|名单|的名单|新增|反馈|汇总|重点人员|流调|核查|第\d页)*(?:这批|名单|[一二两三四五六七八九十\d]+(?:个|位|人|条)(?!月)|反馈|汇总|重点人员|结果接龙|跟了|跟)(?![天月])/g
/** 是否接通：是, 是否去过风险区：否: a question of a form and its answer, told by other words as well. */
const FORM_QUESTION =
  /是否(?:接通|接听|为?本人|人机相符|人机一致|配合|联系上|(?:去|到)过(?:中?高?)?风险(?:区|地区)?|有症状|发热|发烧|隔离|密接|已?告知)[\]】:：| ]*(?:是|否|有|无)?/g
const AT_HOME_QUESTION = /是否(?:还|仍|目前)?在(?:囻|本社区|社区)[\]】:：| ]*是/g
/** 再居家三天到27号 */
const PERIOD_END = /(?:居家|隔离|监测|观察|管控|封控|监测期)[^,，。;；\n\d阴阳]{0,6}?[到至](?=\d)/g
/** 核查时间：2022年3月12日19:40 */
const TIME_OF_REPORT =
  /(?:核查|填报|上报|登记|反馈|报告|拨打|上门|赋码|赋红码|赋黄码|出生|录入|派单|接单)(?:时间|日期)?[:：] ?(?:\d{4}[年./-])?\d{1,2}[月./-]\d{1,2}[日号]? ?(?:\d{1,2}:\d{2}(?::\d{2})?)?/g
/** 日报（7月27日） */
const DAY_OF_REPORT = /(?:日报|名单|汇总|统计|反馈|台账|登记|情况|一览|更新)[( ]{0,2}\d{1,2}月\d{1,2}[日号]?晚?\)?/g
/** 昨天发的表, 昨晚写的: what a colleague did. */
const OWN_DAY = /(?:昨[天晚]|今[天早晚]|刚才|前面|前天)(?:我|上午|下午|晚上)?(?:写|发|报|录|填|传|登记)(?:了|的|过)?/g
const FAMILY_OF = /\p{Script=Han}家(?:[一二两三四五六]口人?|人)/gu
/** 1. at the start of a line, 第3页第3个 */
const LIST_NUMBER =
  /(?:^|\n)(?:\(?\d{1,3}[.、)](?!\d{1,2}(?:\D|$))|\d{1,2} (?=\|))|第\d{1,3}(?:页|个|条|位|户|行|批|组)/g
const TIMES_SIGN = /[x×*] ?\d{1,2}(?!\d)/gi
const LONG = 120

const CARRIERS: readonly (readonly [Transport, RegExp])[] = [
  ['self_drive', /自驾车?|驾车|自己开车?|自己驾车|开车|开私家车|私家车|自行驾车|自行开车|自己车/g],
  [
    'ride',
    /网约车|出租车|顺风车|滴滴|打车|的士|拼车|包车|(?:坐|搭|乘)?(?:老乡|朋友|同事|老板|亲戚|别人|家人|老公|儿子|女婿|哥哥)的(?:小|私家)?车|便车/g,
  ],
  ['train', /高铁|动车|火车|城际|城轨|列车|绿皮车?|和谐号/g],
  ['flight', /飞机|航班|坐飞机|乘飞机|飞(?=的|返|回|到|抵|来|过)/g],
  ['coach', /(?:长途)?(?:大巴|客车|汽车|班车)车?|长途车|巴士|中巴/g],
  ['ship', /坐船|乘船|轮渡|渡轮|客轮|游轮|轮船|船/g],
  ['metro', /地铁|\d{1,2}号线/g],
  ['other', /摩托车?|电动车|电瓶车|骑车|单车|自行车|步行|走路|公交车?/g],
]

interface Span {
  readonly start: number
  readonly end: number
}

/** 福田沙头: a quarter right behind its district is one place. */
function joined(areas: readonly Span[]): Span[] {
  return areas.reduce<Span[]>((spans, { start, end }) => {
    const last = spans[spans.length - 1]
    if (last?.end !== start) return [...spans, { start, end }]
    return [...spans.slice(0, -1), { start: last.start, end }]
  }, [])
}

/** The text with other shapes covered, offsets kept. */
function masked(text: string, words: readonly (RegExp | string | null)[]): string {
  return words.reduce<string>(
    (rest, word) => (word === null ? rest : rest.replaceAll(word, found => '|'.repeat(found.length))),
    text,
  )
}

/** Every match of a pattern, as what it is. */
function matched(
  text: string,
  pattern: RegExp,
  is: Token['is'],
  value?: (words: RegExpExecArray) => Token['value'],
): Candidate[] {
  return matchesOf(text, pattern).map(match => {
    const span = { start: match.index, end: match.index + match[0].length, is }
    const told = value?.(match)
    return told ? { ...span, value: told } : span
  })
}

/** Everything in the text that a rule about shapes or lists of names can recognise; they may overlap. */
export function findEntities(text: string, { at, city }: EntitySetting): Candidate[] {
  const found: Candidate[] = []
  const callBack = readCallBack(text, at)
  if (callBack) found.push({ start: callBack.start, end: callBack.end, is: CLASS.callBack, cost: 0.3 })
  const address = text.length < LONG * 20 ? findAddress(text, city) : null
  if (address) {
    const start = text.indexOf(address.text, Math.max(0, address.start - 1))
    if (start >= 0) found.push({ start, end: start + address.text.length, is: CLASS.address, cost: 0.4 })
  }
  found.push(...matched(text, CLOCK, CLASS.hour))
  for (const words of [
    DAY_OF_LIST,
    FORM_QUESTION,
    TIME_OF_REPORT,
    DAY_OF_REPORT,
    OWN_DAY,
    FAMILY_OF,
    TIMES_SIGN,
    LIST_NUMBER,
  ])
    found.push(...matched(text, words, CLASS.filler))
  found.push(...matched(text, AT_HOME_QUESTION, CLASS.home))
  found.push(...matched(text, PERIOD_END, CLASS.period))
  found.push(...matched(text, MEASURE, CLASS.filler))
  found.push(...matched(text, CHECKS, CLASS.count, words => ({ count: readNumeral(words[0].charAt(2)) ?? 0 })))
  found.push(...matched(text, TIMES, CLASS.count, words => ({ count: readNumeral(words[1] ?? '') ?? 0 })))
  found.push(...matched(text, DOSE, CLASS.dose))
  found.push(...matched(text, VEHICLE_NO, CLASS.vehicleNo))
  found.push(...matched(text, SEAT, CLASS.filler))
  for (const [transport, words] of CARRIERS) found.push(...matched(text, words, CLASS.transport, () => ({ transport })))
  const plain = masked(text, [VEHICLE_NO, address ? address.text : null])
  for (const dates of findDates(plain, at))
    found.push({ start: dates.start, end: dates.end, is: CLASS.day, value: { dates } })
  for (const { start, end } of findPlaces(text, city)) {
    found.push({ start, end, is: CLASS.place })
    const station = STATION.exec(text.slice(end, end + 3))
    if (station) found.push({ start, end: end + station[0].length, is: CLASS.place })
  }
  for (const { start, end } of joined(findLocalAreas(text, city))) found.push({ start, end, is: CLASS.area })
  for (const { start, end, outcome } of findOutcomes(text))
    found.push({ start, end, is: CLASS.outcome, value: { outcome }, cost: 0.8 })
  return found
}
