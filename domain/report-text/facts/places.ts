import { isHan } from '../chat/pieces.ts'
import type { City } from '../../city.ts'
import { AWAY_PLACES, COUNTIES } from '../lexicon.ts'

/** A place outside the city as written: province, city, district, and what is joined to it (广州荔湾区, 湖南衡阳老家). */
export interface PlaceMention {
  readonly start: number
  readonly end: number
  readonly text: string
}

/** Words told of one person, with the places in them: found once, asked for by several rules. */
export interface Passage {
  readonly text: string
  readonly places: readonly PlaceMention[]
}

const placesByFirst = byFirstCharacter(AWAY_PLACES)
const countiesByFirst = byFirstCharacter([...new Set(COUNTIES)].sort((a, b) => b.length - a.length))

function byFirstCharacter(places: readonly string[]): Map<string, string[]> {
  const map = new Map<string, string[]>()
  for (const place of places) map.set(place.charAt(0), [...(map.get(place.charAt(0)) ?? []), place])
  return map
}

/** A second name without an entry of its own ends where a verb, a vehicle or a time begins. */
const TAIL_STOP =
  '回返来到坐乘搭自开飞骑经出过去抵高动大火客船地铁的了在从那这老当探看旅转机接送装拉工上下做核检阴阳已未没没不无今昨明前后都也均还又和与跟同及因为住封静隔滞停留路途有打办有现目预车返站进入市省或一二三四五六日号月年第边玩'
const TAIL =
  /^(?:省|市)?[\p{Script=Han}]{1,4}?(?:服务区|飞机场|机场|口岸|街道|工业区|开发区|新区|火车站|高铁站|区|县|镇|乡|村|站)/u
const OWN_WORDS = /^(?:老家|工地|厂里|工厂|那边|那里|家里)/

/** Most characters begin no place at all. */
const opensPlace = (character: string, city: City | null) =>
  placesByFirst.has(character) ||
  countiesByFirst.has(character) ||
  city?.neighbours.some(place => place.startsWith(character)) === true

/** All places outside the city, in order; an own area that is a town elsewhere too (龙城) is none. */
export function findPlaces(text: string, city: City | null = null): PlaceMention[] {
  const places: PlaceMention[] = []
  let at = 0
  while (at < text.length) {
    if (!opensPlace(text.charAt(at), city)) {
      at++
      continue
    }
    const end = placeEnd(text, at, city)
    if (end > at) places.push({ start: at, end, text: text.slice(at, end) })
    at = Math.max(end, at + 1)
  }
  return places
}

/** The longest listed place that starts here, or null. */
export function placeAt(text: string, at: number): string | null {
  return placesByFirst.get(text.charAt(at))?.find(place => text.startsWith(place, at)) ?? null
}

const BEFORE_COUNTY = /(?:从|由|自|去|去了|回|回了|在|到|到了|往|赴|至|途经|路过|经过|来自|返回)$/
const AFTER_COUNTY =
  /^(?:县|市|镇|那边|老家|回|返|坐|乘|自驾|开车|过来|玩|出差|旅游|探亲|来囻|来的|高铁|动车|大巴|客车|飞|隔离)/

/** 从阳朔, 宁远回来: a county by the words around it. */
function countyAt(text: string, at: number): string | null {
  const county = countiesByFirst.get(text.charAt(at))?.find(place => text.startsWith(place, at)) ?? null
  if (county === null) return null
  const isPlace =
    BEFORE_COUNTY.test(text.slice(Math.max(0, at - 2), at)) ||
    AFTER_COUNTY.test(text.slice(at + county.length, at + county.length + 2))
  return isPlace ? county : null
}

function placeEnd(text: string, start: number, city: City | null): number {
  const neighbour = city?.neighbours.find(place => text.startsWith(place, start))
  const first = neighbour ?? placeAt(text, start) ?? countyAt(text, start)
  if (first === null || isPartOfWord(text, start, first)) return start
  if (neighbour === undefined && city?.areas.includes(first) === true) return start
  let end = start + first.length
  for (let joined = joinedEnd(text, end); joined > end; joined = joinedEnd(text, end)) end = joined
  return tailEnd(text, end)
}

/** 广州 + 荔湾, 湖南省 + 长沙市 */
function joinedEnd(text: string, end: number): number {
  const suffixed = /^[省市区县]/.test(text.charAt(end)) ? end + 1 : end
  const next =
    placeAt(text, suffixed) ??
    countiesByFirst.get(text.charAt(suffixed))?.find(place => text.startsWith(place, suffixed)) ??
    null
  return next === null ? suffixed : suffixed + next.length
}

function tailEnd(text: string, end: number): number {
  const rest = text.slice(end, end + 10)
  const suffix = TAIL.exec(rest)?.[0]
  if (suffix !== undefined && !/[回返来到坐乘搭骑抵从在]/.test(suffix)) return end + suffix.length
  const own = OWN_WORDS.exec(rest)?.[0]
  if (own !== undefined) return end + own.length
  return end + bareTailLength(rest)
}

/** 东莞长安开车 → 长安: one to three characters up to a verb, a digit or the end. */
function bareTailLength(rest: string): number {
  let length = 0
  while (length < 3 && isHan(rest.charAt(length)) && !TAIL_STOP.includes(rest.charAt(length))) length++
  const next = rest.charAt(length)
  const closed = next === '' || !isHan(next) || TAIL_STOP.includes(next)
  return length >= 2 && closed ? length : 0
}

/** 中山路, 南海大道, 囻北站 and the like name streets and stations at home. */
function isPartOfWord(text: string, start: number, place: string): boolean {
  return /^(?:大道|路|街|大厦|花园|酒店|银行|话|菜|口音|拉面|肠粉|牛杂|米粉|烩面|小吃)/.test(
    text.slice(start + place.length, start + place.length + 2),
  )
}
