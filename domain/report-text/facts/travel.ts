import { CLAUSE_SIGNS, firstPiece, lastPiece, SENTENCE_SIGNS } from '../chat/pieces.ts'
import type { LocalMoment } from '../../time/local-time.ts'
import { addDays } from '../../time/days.ts'
import type { DateMention } from './days.ts'
import type { City } from '../../city.ts'
import { areaPatterns } from './local-areas.ts'
import { findPlaces, type Passage, type PlaceMention } from './places.ts'

export interface Arrival {
  readonly arrivedOn: string | null
  /** The day lies ahead or was told as a plan. */
  readonly expected: boolean
  /** A return to the city is told, dated or not. */
  readonly told: boolean
}

/** Words of coming to the city. 回/到 before another place is leaving (回河南信阳过年). */
const RETURN =
  /返程|返回|(?:返|回)(?:校|厂|岗)(?!后|的?要求|须|需|前)|返(?!校)|回来|飞回|回囻|回(?![\p{Script=Han}]{0,1}(?:复|电|访|答|老家|家过年)|去)|抵|到(?:的)?(?:囻|本|达|家|社区|这)|到的|入境|过来|来囻|来的|上岸|过关|进囻|→ ?囻|飞囻|飞到囻|[至到]囻|落地|转机|当天来回|来回|往返|刚到/u
const PLANNED =
  /预计(?![^,，]{0,3}(?:住|待|呆|留|玩)[到至])|预期|计划|打算|准备|拟|解除后|期满后|结束后|大概要?|可能|要到|等到|说要|才能?(?:回|返|到)|再回|左右回|明天|后天|下个?月|下周/
const LABEL = /(?:返囻|回囻|来囻|抵囻|到囻|返回|抵达|到达|返程|回来|入囻)(?:的?时间|日期|日)?(?:是|为)?[\]】:| -]*$/
const LEAVING = /离囻|离开|退房|离店|辞工|离职|离(?:开)?时间/

export function readArrival(text: string, dates: readonly DateMention[], at: LocalMoment, away: boolean): Arrival {
  const told = toldReturn(text)
  const scored = dates.map((mention, index) => scoreDate(text, dates, index, mention, at)).filter(one => one.score > 0)
  const best = scored.sort((left, right) => right.score - left.score || right.mention.start - left.mention.start)[0]
  if (!best) return { arrivedOn: null, expected: false, told }
  const { mention, planned } = best
  const longAgo =
    mention.ahead !== null && (mention.days[0] ?? '') < addDays(at.day, -200) && mention.ahead < addDays(at.day, 100)
  const onTheWay =
    isBareDay(text, mention) &&
    AWAY_NOW.test(text.slice(0, mention.start)) &&
    mention.ahead !== null &&
    mention.ahead > at.day &&
    mention.ahead < addDays(at.day, 25)
  const expected =
    onTheWay || planned || longAgo || (away && mention.ahead !== null && mention.ahead > at.day && best.score < 3)
  const past = mention.days[mention.days.length - 1] ?? null
  return { arrivedOn: expected ? (mention.ahead ?? past) : past, expected, told: told || !expected }
}

/** 人在茂名，20号回 · 现在去厦门的路上 21号回: from where somebody is now, a day of the month yet to come. */
const AWAY_NOW =
  /(?:人|现在|目前|还|仍)在(?!囻|家|本)\p{Script=Han}{2}|(?:去|往|回)[\p{Script=Han}]{2,6}的?路上|出差(?:去|到|在)|(?:去|回)了(?!囻)\p{Script=Han}{2}/u
const isBareDay = (text: string, { start, end }: DateMention) => /^\d{1,2}[日号]?$/.test(text.slice(start, end))

interface Scored {
  readonly mention: DateMention
  readonly score: number
  readonly planned: boolean
}

/** 3: a word of return stands right with the date; 2: it is labelled; 1: only a place or a vehicle stands with it. */
function scoreDate(
  text: string,
  dates: readonly DateMention[],
  index: number,
  mention: DateMention,
  at: LocalMoment,
): Scored {
  const nextStart = dates[index + 1]?.start ?? text.length
  const after = firstPiece(text.slice(mention.end, nextStart), SENTENCE_SIGNS).slice(0, 40)
  const before = lastPiece(text.slice(dates[index - 1]?.end ?? 0, mention.start), SENTENCE_SIGNS).slice(-14)
  const planned =
    (PLANNED.test(before.slice(-12)) || PLANNED.test(after.slice(0, 10)) || (mention.days[0] ?? '') > at.day) &&
    !/没/.test(before.slice(-2))
  const score = scoreWords(before, after, planned ? { ...mention, range: false } : mention, TRAVELS.test(text))
  return {
    mention,
    score:
      planned &&
      score === 0 &&
      PLANNED.test(before) &&
      !/(?:住|待|呆|留)[到至]$/.test(before) &&
      !LEAVING.test(after.slice(0, 5))
        ? 2
        : score,
    planned,
  }
}

const TRAVELS = /回|返|抵|到|飞|来|高铁|动车|火车|自驾|大巴|客车|航/

function scoreWords(before: string, after: string, mention: DateMention, tellsTrip: boolean): number {
  if (LEAVING.test(lastPiece(before, ',，').slice(-6)) || /^[^,，]{0,3}(?:离囻|离开|去的(?!.*(?:回|返)))/.test(after))
    return 0
  if (mention.relative === true && /(?:返囻|回囻|回来|到囻|抵囻|返程|离开|离囻|出发)(?:的|后|前)?$/.test(before))
    return 0
  if (/(?:住|待|呆|留|玩|隔离|监测|观察)[到至]$/.test(before)) return 0
  if (LABEL.test(before)) return 3
  if (mention.range) return 0
  const clause = after.split(/[,，|【】]/)
  const near = clause[0] ?? ''
  if (returns(near)) return 3
  if (returns(clause[1] ?? '') && !mention.bare) return 2.5
  if (returns(after) && !mention.bare) return 2
  if (mention.bare || /^[^,，]{0,6}(?:途经|途径|路过|经过)/.test(near)) return 0
  if (/^ ?到(?:$|[ |])/.test(near)) return 3
  if (followsPlace(before)) return 1.2
  const place = findPlaces(near)[0]
  if (place && place.start <= 4 && !/^.{0,3}(?:去|回|在|送|赴|途经|途径|路过|经过|前往|拉货到)/.test(near)) return 1.5
  if (/飞|自驾|高铁|动车|大巴|航|[A-Z]\d{3,4}|(?:网约|顺风|客|火)车/.test(near)) return 1
  if (near.trim() === '' && returns(before) && !/[阴阳]/.test(before)) return 1
  return near.trim() === '' && /(?:^|[\n|】])\s*$/.test(before) && tellsTrip ? 0.5 : 0
}

/** 海口8.8 HU7001, 武汉11/30 G1021: the day right behind the place somebody came from. */
function followsPlace(before: string): boolean {
  const words = before.trimEnd()
  const place = findPlaces(words).pop()
  return place?.end === words.length && !/(?:在|去|到|途经|途径|路过|经过|没去过)$/.test(words.slice(0, place.start))
}

function returns(words: string): boolean {
  const match = RETURN.exec(words)
  if (!match) return false
  const rest = words.slice(match.index + 1)
  if (
    match[0].startsWith('回') &&
    findPlaces(rest.slice(0, 8))[0]?.start !== undefined &&
    (findPlaces(rest.slice(0, 8))[0]?.start ?? 9) <= 2 &&
    !/^来|^囻/.test(rest)
  )
    return false
  return !/(?:没有?|未|不|别)[^,，]{0,2}$/.test(words.slice(0, match.index))
}

function toldReturn(text: string): boolean {
  return (
    /(?:^|[^未没不再才能预计])(?:返囻(?!时间|日期|未|的?路)|回囻(?!时间|日期|的?路)|回来(?!的?路|时间|日期)|返程|飞回|抵囻|到囻|来囻(?!时间|日期|方式|前)|返回囻|入境|过来|飞囻|→ ?囻|当天来回|来回(?!电)|往返|刚到(?:家|$|[ ,，])|一起回的|回的?(?=$|[ ,，。;；|\n])|返(?=$|[ ,，。;；|\n]))/.test(
      text,
    ) &&
    !/(?:未|没|不|还没|没有|很少)(?:有)?(?:返|回)|(?:月底|月中|下旬|过几天|过两天|过段时间|年底|节后|假期结束)(?:才|再)?(?:回|返)/.test(
      text,
    )
  )
}

const LABELLED =
  /(?:(?:来源地|出发地|始发地|途经地|旅居地|来囻前所在地|风险地)[\]】:|＝= -]{1,3}|(?:来源|出发|从哪来|来自|始发|出发城市|出发国家(?:\/地区)?|旅居史?) ?[\]】:|＝=-]{1,2} ?)([\p{Script=Han}]{2,12})/u

/**
 * Where the person came from. `arrival` decides among several: the last place before it. Places only passed through,
 * denied (没去过) or of birth (莆田人) are none.
 */
export function readOrigin({ text, places: all }: Passage, awayPlace: string | null, city: City): string | null {
  const labelled = LABELLED.exec(text)?.[1]
  if (labelled !== undefined && !/^(?:无|没有|否)/.test(labelled)) return labelled
  const places = all.filter(place => isOrigin(text, place))
  const from = areaPatterns(city).from.exec(text)
  if (from && !/^(?:来没|来不|来|未|没)/.test(from[1] ?? '') && !/(?:没有?|未|不是)$/.test(text.slice(0, from.index))) {
    const listed = places.find(place => place.start >= from.index && place.start <= from.index + 5)
    return listed?.text ?? from[1] ?? null
  }
  const since = places.find(place => text.charAt(place.start - 1) === '自')
  return since?.text ?? pickPlace(text, places, awayPlace) ?? areaPatterns(city).outing.exec(text)?.[1] ?? null
}

function pickPlace(text: string, places: readonly PlaceMention[], awayPlace: string | null): string | null {
  const away = places.filter(place => place.text !== awayPlace)
  const notHome = away.filter(({ end }) => !/^人(?!民)/.test(text.slice(end)))
  const others = notHome.length > 0 || !toldReturn(text) ? notHome : away
  if (others.length === 0) return null
  const back = text.search(/回囻|返囻|开车回|驾.{0,3}[回返]|回来|到囻|飞回|返程|回到|当天回|回$/)
  const joined = joinListed(text, others)
  const before = back < 0 ? joined : joined.filter(place => place.start <= back)
  return (before[before.length - 1] ?? joined[0])?.text ?? null
}

/** 惠州 东莞 中山: a tour merely listed is one text. */
function joinListed(text: string, places: readonly PlaceMention[]): PlaceMention[] {
  return places.reduce<PlaceMention[]>((joined, place) => {
    const last = joined[joined.length - 1]
    if (last && /^[ 、,，和]$/.test(text.slice(last.end, place.start))) {
      joined[joined.length - 1] = { start: last.start, end: place.end, text: text.slice(last.start, place.end) }
      return joined
    }
    return [...joined, place]
  }, [])
}

function isOrigin(text: string, { start, end }: PlaceMention): boolean {
  const before = lastPiece(text.slice(Math.max(0, start - 8), start), CLAUSE_SIGNS)
  const after = text.slice(end, end + 4)
  if (/(?:没有?|未|从没|从来没有?|不是)(?:有)?(?:去|到|来|经|在)?过?$/.test(before)) return false
  if (/(?:途经|途径|路过|经过|经停|中转|经)$/.test(before)) return false
  if (
    /(?:户籍|籍贯|(?:老公|老婆|丈夫|妻子|儿子|女儿|父母|家人|孩子)(?:还|都|人)?在|老家是|口音(?:像|听着?)?|归属地?|身份证|号码)(?:是|为|在|[:：])?$/.test(
      before,
    )
  )
    return false
  return (
    !/^停留[\]】:| ]*(?:无|否|没)/.test(text.slice(end, end + 8)) &&
    !/^(?:籍|户籍|口音|号码|卡|牌|做的?核酸|那批)/.test(after)
  )
}
