import { matchesOf } from '../fold/matches.ts'
import type { LocalMoment } from '../../time/local-time.ts'
import type { City } from '../../city.ts'
import { readCallBack } from '../facts/call-back.ts'
import { findDates } from '../facts/days.ts'
import { findLocalAreas } from '../facts/local-areas.ts'
import { findOutcomes } from '../facts/outcome.ts'
import { findPlaces } from '../facts/places.ts'
import { CLASS } from './classes.ts'
import { SHAPES, VEHICLE_NO, type Shape } from './shapes.ts'
import type { Token } from './tokens.ts'

/** A stretch that may be what a rule found in it. */
export interface Candidate extends Token {
  readonly cost?: number
}

export interface EntitySetting {
  readonly at: LocalMoment
  readonly city: City
  /** The home address as it was read; its numbers are no days. */
  readonly address: string | null
}

/** 广州南, 杭州东站 */
const STATION = /^(?:[东南西北]站?|站)(?![区街路])/
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

/** The text with other shapes (global patterns, words) covered, offsets kept. */
function masked(text: string, words: readonly (RegExp | string | null)[]): string {
  return words.reduce<string>((rest, word) => {
    if (word === null) return rest
    return typeof word === 'string'
      ? rest.split(word).join('|'.repeat(word.length))
      : rest.replace(word, found => '|'.repeat(found.length))
  }, text)
}

/** Every match of a shape. */
function matched(text: string, { is, pattern, holds, value }: Shape): Candidate[] {
  if (!holds.some(sign => text.includes(sign))) return []
  return matchesOf(text, pattern).map(match => {
    const span = { start: match.index, end: match.index + match[0].length, is }
    return value ? { ...span, value: value(match) } : span
  })
}

/** Everything in the text that a rule about shapes or lists of names can recognise; they may overlap. */
export function findEntities(text: string, { at, city, address }: EntitySetting): Candidate[] {
  const found: Candidate[] = []
  const callBack = readCallBack(text, at)
  if (callBack) found.push({ start: callBack.start, end: callBack.end, is: CLASS.callBack, cost: 0.3 })
  const home = address === null ? -1 : text.indexOf(address)
  if (address !== null && home >= 0)
    found.push({ start: home, end: home + address.length, is: CLASS.address, cost: 0.4 })
  for (const shape of SHAPES) found.push(...matched(text, shape))
  const plain = masked(text, [VEHICLE_NO, address])
  for (const dates of findDates(plain, at))
    found.push({ start: dates.start, end: dates.end, is: CLASS.day, value: { dates } })
  for (const { start, end } of findPlaces(text, city)) {
    found.push({ start, end, is: CLASS.place })
    if (text.charAt(end) === '人' && !/^人(?:民|在|还|没|已|都|现|目前|到|回|返)/.test(text.slice(end, end + 3)))
      found.push({ start, end: end + 1, is: CLASS.filler })
    const station = STATION.exec(text.slice(end, end + 3))
    if (station) found.push({ start, end: end + station[0].length, is: CLASS.place })
  }
  for (const { start, end } of joined(findLocalAreas(text, city))) found.push({ start, end, is: CLASS.area })
  for (const { start, end, outcome } of findOutcomes(text))
    found.push({ start, end, is: CLASS.outcome, value: { outcome }, cost: 0.8 })
  return found
}
