import type { TestResultMention } from '../../../contract/report-fields.ts'
import { transportOfNumber } from '../facts/vehicles.ts'
import { CLASS } from './classes.ts'
import type { Sign, Told } from './told.ts'
import type { Token } from './tokens.ts'

/** Notes what a phrase tells. */
export type Tell = (part: readonly Token[], told: Told, text: string) => void

const RESULT_OF: Readonly<Record<string, TestResultMention>> = {
  [CLASS.negative]: 'negative',
  [CLASS.positive]: 'positive',
  [CLASS.pending]: 'pending',
}

export const nothing: Tell = () => undefined
export const sign =
  (one: Sign): Tell =>
  (_, told) => {
    told.signs.add(one)
  }

export const daysOf = (part: readonly Token[]) => part.flatMap(({ value }) => value?.dates ?? [])
const resultsOf = (part: readonly Token[]) => part.flatMap(({ is }) => RESULT_OF[is] ?? [])

export function noteCounts(part: readonly Token[], told: Told): void {
  for (const { value } of part) if (value?.count !== undefined) told.counts.push(value.count)
}

/** Days that were tests; as many results as days go one to one, else one holds for all. */
export const tests: Tell = (part, told) => {
  const mentions = daysOf(part)
  const days = mentions.flatMap(({ days: all }) => all)
  const results = resultsOf(part)
  if (mentions.some(({ range }) => range)) told.doubts.add('tests')
  if (results.length > 1 && results.length !== days.length) told.doubts.add('tests')
  days.forEach((day, index) => {
    const result = results.length === days.length ? results[index] : results[0]
    const known = told.tests.get(day)
    if (known !== undefined && result !== undefined && known !== result && known !== 'unknown' && known !== 'pending')
      told.doubts.add('tests')
    told.tests.set(day, result ?? known ?? 'unknown')
  })
  told.group = days.length > 1 || part.length < 2 ? days : [...told.group, ...days]
  noteCounts(part, told)
}

/** 都是阴性, 前两次阴, 最后一次未出: a result of tests told before. */
export const laterResult =
  (ordinal: boolean): Tell =>
  (part, told, text) => {
    noteCounts(part, told)
    const [result] = resultsOf(part)
    const results = new Set(resultsOf(part))
    if (result === undefined) return
    if (results.size > 1) told.doubts.add('tests')
    const open = [...told.tests].filter(([, one]) => one === 'unknown' || one === 'pending').map(([day]) => day)
    if (open.length === 0) {
      told.undated ||= told.tests.size === 0
      if (told.tests.size > 0 && ![...told.tests.values()].includes(result)) told.doubts.add('tests')
      return
    }
    const word = part[0] ? text.slice(part[0].start, part[0].end) : ''
    const days = ordinal ? ordinalDays(word, [...told.tests.keys()].sort()) : open
    if (days.length === 0) told.doubts.add('tests')
    for (const day of days) told.tests.set(day, result)
  }

function ordinalDays(word: string, days: readonly string[]): readonly string[] {
  const nth = '一二三四五'.indexOf(/[一二两三四五\d]/.exec(word)?.[0]?.replace('两', '二') ?? '') + 1
  const digit = Number(/\d/.exec(word)?.[0] ?? nth)
  if (/^[前头]/.test(word) && digit > 0) return days.slice(0, digit)
  if (word.startsWith('第') && digit > 0) return days.slice(digit - 1, digit)
  return /最[后近]|那次|这次|上/.test(word) ? days.slice(-1) : []
}

export const trip: Tell = (part, told, text) => {
  const mentions = daysOf(part)
  if (mentions.length > 1 || mentions.some(({ days }) => days.length > 1)) told.doubts.add('arrivedOn')
  for (const { days } of mentions) told.arrivals.add(days[days.length - 1] ?? '')
  for (const token of part) {
    if (token.is === CLASS.place || token.is === CLASS.area) told.origins.add(text.slice(token.start, token.end))
    noteVehicle(token, told, text)
    if (token.is === CLASS.return) noteCarrier(text.slice(token.start, token.end), told)
  }
  told.signs.add('returned')
}

/** 飞回, 开回来 */
function noteCarrier(word: string, told: Told): void {
  if (word.includes('飞')) told.transports.add('flight')
  if (/开|驾/.test(word)) told.transports.add('self_drive')
}

export function noteVehicle(token: Token, told: Told, text: string): void {
  if (token.value?.transport) told.transports.add(token.value.transport)
  if (token.is !== CLASS.vehicleNo) return
  const number = text
    .slice(token.start, token.end)
    .replace(/[次航列高动班车铁 ]/g, '')
    .toUpperCase()
  told.vehicles.add(number)
  told.transports.add(transportOfNumber(number))
}

export const expected: Tell = (part, told, text) => {
  const mentions = daysOf(part)
  if (mentions.length > 1) told.doubts.add('arrivedOn')
  for (const { ahead, days } of mentions) told.expected.add(ahead ?? days[0] ?? '')
  for (const token of part) {
    if (token.is === CLASS.place) told.origins.add(text.slice(token.start, token.end))
    noteVehicle(token, told, text)
  }
  told.signs.add('notBack')
}

export const placed =
  (as: 'went' | 'stays', one: Sign): Tell =>
  (part, told, text) => {
    for (const token of part) {
      if (token.is === CLASS.place) told[as].add(text.slice(token.start, token.end))
      noteVehicle(token, told, text)
    }
    told.signs.add(one)
  }

export const vaccine: Tell = (part, told, text) => {
  for (const token of part) {
    if (token.is === CLASS.dose) told.doses.push(text.slice(token.start, token.end))
    else if ('xkdUE'.includes(token.is)) told.doseDoubt = true
  }
}

export const outcome: Tell = (part, told) => {
  for (const { value } of part) if (value?.outcome) told.outcomes.push(value.outcome)
}
