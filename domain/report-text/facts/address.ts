import { matchesOf } from '../fold/matches.ts'
import type { City } from '../../city.ts'
import { areaPatterns, isMereArea } from './local-areas.ts'
import { findPlaces } from './places.ts'

export interface AddressMention {
  readonly start: number
  readonly end: number
  /** As written, down to the room. */
  readonly text: string
}

const CN = '[零〇一二三四五六七八九十百]'
const NUMBER = `(?:[A-Za-z]?\\d{1,4}[A-Za-z]?|[A-Za-z]|${CN}{1,4})`
const UNIT = '(?:栋|座|幢|单元|号楼|巷|弄|横街|横巷|楼|层|室|房|号院|号|期|区|组|队|院)'
const ESTATE =
  '(?:花园|公寓|大厦|小区|酒店|宾馆|旅馆|民宿|招待所|出租屋|板房|值班室|工具间|地下室|阁楼|档口|新村|名居|宿舍|工棚|山庄|豪庭|家园|广场|城|苑|居|府|里|坊|楼|村|邨|围|园|庭|阁|轩|湾|邸|舍|寓|厦|堡|庄|岛|台|峰|都|门|岸|街(?!道)|路|[^街]道|巷|馆|间|[东西南北中A-Z]区)'
/** 云岭花园3栋502, 青禾里2栋1单元304, 莲坳村东区6巷9号, 大榕围七巷12号, 鹿鸣苑1栋17C, 云岭花园三栋五零二 */
const STRONG = new RegExp(
  `\\p{Script=Han}{2,14}?(?:[东西南北中A-Z\\d一二三四五六]{1,2}[区期])?(?: ?${NUMBER}(?:栋|座|幢|号楼|单元|巷|弄|期)(?!核酸))(?: ?[-—]? ?${NUMBER}${UNIT}(?!${NUMBER}?[阴阳未日]))*(?: ?[-—]? ?(?:\\d{1,2}-\\d{3,4}|\\d{2,4}[A-Za-z]?|\\d[A-HJ-Z]|[A-Za-z]\\d{2,4}|${CN}{3,4})(?![\\d.])[室房]?)?(?:[号楼层])?`,
  'gu',
)
/** 望溪公寓1106, 金穗楼701, 云岭花园3-502 */
const ESTATE_ROOM = new RegExp(
  `\\p{Script=Han}{1,10}?${ESTATE}(?: ?[A-Za-z]?\\d{1,3}-){0,2}(?: ?(?:[A-Za-z]?\\d{3,4}[A-Za-z]?|\\d{1,2}[A-HJ-Z](?![A-Za-z\\d]))|${CN}{3,4})(?![\\d.日月号]|\\/\\d)[室房]?`,
  'gu',
)
/** 铁炉坊18号: only where nothing but an end follows, since 20号 may be a day. */
const HOUSE = new RegExp(
  `\\p{Script=Han}{1,10}?(?:坊|村|围|街|路|道|巷|里|工棚|宿舍|楼|屋|苑|居)${NUMBER}号(?:${NUMBER}楼|[A-Z]?\\d{3,4}[A-Za-z]?|\\d{1,2}[A-Za-z])?(?![\\d阴阳未有做采检测回返到去由从又也就]|核酸|早上|晚上|上午|下午|凌晨)`,
  'gu',
)
/** Where people stay who have no flat: 维也纳酒店海岸店1013, 职院3号宿舍楼416, 厂区宿舍B栋609, 海景民宿二楼大床房. */
const PREMISES =
  '(?:酒店|宾馆|旅馆|旅店|旅社|旅舍|民宿|招待所|客栈|饭店|公寓|宿舍|员工楼|连锁|工地|板房|驿站|学院|大学|中学|小学|幼儿园|厂区|医院|养老院|市场|商场|城|国际|假日)'
const ROOM_OF_PREMISES = new RegExp(
  `(?:\\d天)?[\\p{Script=Han}]{1,10}?(?:\\d{1,2}号)?${PREMISES}(?:[\\p{Script=Han}]{0,6}?(?:店|楼|区|馆|部))?(?: ?${NUMBER}(?:楼|层|栋|座|区|号楼))* ?(?:[\\p{Script=Han}]{2}房|床位? ?\\d{1,3}(?:-\\d{1,2})?床?|[A-Za-z]?\\d{1,3}[号床]?(?:房间?|室|床|铺位?|档口?|摊位?)|(?:[A-Za-z]?\\d{1,2}-)?[A-Za-z]?\\d{3,4}(?:号?房间?|室)?)(?![\\d.年月日天]|\\/\\d)`,
  'gu',
)
/** Each shape with what a text must hold to have it: most texts are ruled out by one look. */
const SHAPES: readonly (readonly [RegExp, RegExp])[] = [
  [STRONG, /栋|座|幢|号楼|单元|巷|弄|期/],
  [ROOM_OF_PREMISES, new RegExp(PREMISES)],
  [ESTATE_ROOM, new RegExp(`\\d{3}|\\d[A-HJ-Z]|${CN}{3}`)],
  [HOUSE, /号/],
]
const LABEL =
  /(?:(?:(?:现|暂|家|目前|实际|现在|入|居|常|囻|在囻|目前还) ?)?(?:居)?(?:住址|地址|住在|住于|居住地|居住在|居住|住|现居)(?:地址|地|址|在|是|于)?|现居)(?:都是|也是|是|为|都在|还是|变更为|改为|改成|应为|应该是)?(?:那个|这个)?[\]】)]? ?[:|=-]? ?/g

/** What cannot begin an address although it stands right before one. */
const LEAD =
  /^(?:.*(?:隔离|居住|现居|住在|住址|地址|住|搬到|搬去|搬至|回到|位于|均在|就在|现在在|目前在|现在|人在|家在|家里|在|于|是|为|回|到|报的|一直))(?=\p{Script=Han}{2})/u

/** The present address of the person: labelled text first, then what has the shape of one. */
export function findAddress(text: string, city: City): AddressMention | null {
  const shaped = [...shapedAddresses(text)]
  return (
    labelledAddress(text, shaped, city) ??
    shaped[0] ??
    quarterMovedTo(text, city) ??
    buildingAlone(text) ??
    roomAlone(text)
  )
}

/** 是1栋210, 住3栋502: a known estate left out. */
function buildingAlone(text: string): AddressMention | null {
  const match = /(?:^|[是住为在址\n|,，]) ?[:： ]?(\d{1,3}(?:栋|座|幢|号楼)(?:\d{1,2}单元)?(?:\d{3,4})?)(?!\d)/.exec(
    text,
  )
  return match ? { start: match.index, end: match.index + match[0].length, text: match[1] ?? '' } : null
}

/** 808房客人, 220室: a room of a house that everybody who reads it knows. */
function roomAlone(text: string): AddressMention | null {
  const match = /(^|[^A-Za-z\d.])([A-Za-z]?\d{3,4}(?:号?房(?:间(?!数)|(?!间|价|租|卡|费))|室))/.exec(text)
  if (!match) return null
  const start = match.index + (match[1] ?? '').length
  return { start, end: match.index + match[0].length, text: match[2] ?? '' }
}

/** 已搬去福田梅林: of a new home the district and quarter together are worth keeping. */
function quarterMovedTo(text: string, city: City): AddressMention | null {
  const match = areaPatterns(city).movedTo.exec(text)
  return match ? { start: match.index, end: match.index + match[0].length, text: match[1] ?? '' } : null
}

function labelledAddress(text: string, shaped: readonly AddressMention[], city: City): AddressMention | null {
  for (const label of matchesOf(text, LABEL)) {
    const from = label.index + label[0].length
    const inside = shaped.find(one => one.start >= label.index - 1 && one.start <= from + 6 && one.end > from)
    const run = /^[^,，。;；\n【】[\]|()✅❌]{2,40}/.exec(text.slice(from))?.[0] ?? ''
    if (inside) return isHome(text, inside, city) ? inside : null
    const room = /^[A-Za-z]?\d{1,3}(?:-\d{1,4})*[A-Za-z]?(?=$|[\s,，;；|])/.exec(text.slice(from))?.[0]
    if (room !== undefined && /址[:：] ?$/.test(label[0]) && (room.length > 2 || room.includes('-')))
      return { start: label.index, end: from + room.length, text: room }
    const address = freeAddress(run, city)
    if (address !== '') return { start: label.index, end: from + address.length, text: address }
  }
  return null
}

const FREE = new RegExp(
  `^[\\p{Script=Han}A-Za-z\\d-]{1,24}?${ESTATE}(?:[\\p{Script=Han}]{0,4}(?:宿舍|工棚))?(?:${NUMBER}${UNIT}|\\d[A-Z]\\d{3,4}|\\d{2,4}[室房]?)*`,
  'u',
)

/** 住云顶1001, 住杨梅坑12号, 住嘉禾3-2-501: behind 住 any name with a number is a home. */
const NUMBERED =
  /^[\p{Script=Han}]{2,10}(?:(?:\d{1,3}-){0,3}[A-Za-z]?\d{3,4}[A-Za-z]?(?![\d.])室?|\d{1,4}号(?!线|[阴阳]))/u

/** 住旗岭新村宿舍, 暂住旗岭新村停车场宿舍, 三桠村北区3巷: named, without a room. A mere district is none. */
function freeAddress(run: string, city: City): string {
  const first = run.split(' ')[0] ?? ''
  const match = FREE.exec(first) ?? NUMBERED.exec(first)
  const text = match?.[0] ?? ''
  if (
    /^(?:那边|这边|这里|我们|本社区|社区|附近|宿舍$|(?:公司|单位|工厂|厂里?|学校)(?:的)?宿舍$|哪|在|也是|现居|人$|户)/.test(
      text,
    ) ||
    isMereArea(text, city) ||
    findPlaces(text, city)[0]?.start === 0
  )
    return ''
  return /[都了说]/.test(text) ? '' : text
}

function* shapedAddresses(text: string): Generator<AddressMention> {
  const found: AddressMention[] = []
  for (const [pattern, holds] of SHAPES) {
    if (!holds.test(text)) continue
    for (const match of matchesOf(text, pattern)) {
      const mention = trimmed(match.index, match[0])
      const overlaps = found.some(one => mention.start < one.end && one.start < mention.end)
      if (!overlaps && /\p{Script=Han}{2}/u.test(mention.text)) found.push(mention)
    }
  }
  yield* found.sort((left, right) => left.start - right.start)
}

function trimmed(start: number, raw: string): AddressMention {
  const lead = LEAD.exec(raw)?.[0] ?? ''
  const label = /^(?:住?址|门牌|楼栋)(?:应?该?[是为]|改为)?/.exec(raw.slice(lead.length))?.[0] ?? ''
  const text = raw.slice(lead.length + label.length).trim()
  return { start: start + lead.length + label.length, end: start + raw.trimEnd().length, text }
}

/** An address outside the city is where the person stays, not the local home. */
function isHome(text: string, { start, end }: AddressMention, city: City): boolean {
  return findPlaces(text.slice(start, end), city)[0]?.start !== 0
}
