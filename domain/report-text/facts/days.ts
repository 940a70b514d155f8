import { matchesOf } from '../fold/matches.ts'
import { feastBefore } from './feasts.ts'
import type { LocalMoment } from '../../time/local-time.ts'
import { addDays, weekdayOf } from '../../time/days.ts'
import {
  dayFrom,
  earliestDayOfMonth,
  earliestMonthDay,
  latestDayOfMonth,
  latestMonthDay,
} from '../../time/days-from-parts.ts'

/** One date, list or range as written. */
export interface DateMention {
  readonly start: number
  readonly end: number
  /** The days meant when they lie behind: the latest such days not after the day of the message. */
  readonly days: readonly string[]
  /** The day meant in words about the future: the earliest not before the day of the message. */
  readonly ahead: string | null
  /** A number alone (20 in 20阴): a day only if the words around it say so. */
  readonly bare: boolean
  /** Written with from and to: a stay unless the words say that every day was tested. */
  readonly range: boolean
  /** Counted from another day (第二天, 前一天). */
  readonly relative?: boolean
}

type Reading = Pick<DateMention, 'days' | 'ahead'> & Partial<Pick<DateMention, 'range' | 'bare' | 'relative'>>

const WORD =
  '(?:大?年)?初[一二三四五六七八九十]|大?年三十|年廿九|除夕|(?:元旦|五一|国庆|圣诞|端午|中秋|清明)节?(?:那天|那日|当天|当日)|大前天|昨前(?:两|2)?天|前昨(?:两|2)?天|昨今(?:两|2)?天|前天|前日|昨天|昨日|昨晚|昨夜|昨早|昨(?=[阴未检做测上下中早、])|' +
  '刚才(?=\\d{1,2}点)|元旦(?!假|期|前|后|节)|今天|今早|今晚|今晨|今儿|今(?=[阴未检做测上下中、])|当天|当日|当晚|同日|同天|次日|第[二三]天|隔[天日](?![一1][次检采])|翌日|[前后]一天|明天|明早|明晚|明日|明(?=[早上下中]午?)|后天|' +
  '(?:上上|上个?|这个?|本|下个?)?(?:周|星期|礼拜)[一二三四五六日天]'
const CLUSTER = '\\d{1,4}(?:[./~-]\\d{1,2}){1,9}'
const DATE = new RegExp(
  `(\\d{4})年(\\d{1,2})月(\\d{1,2})[日号]?|(上个?|下个?|这个?|本)月(\\d{1,2})[日号]|(\\d{1,2})月份?(\\d{1,2}(?:[-~]\\d{1,2})?)[日号]?|(${CLUSTER})([日号]?)|(\\d{1,2})([日号]?)|(${WORD})`,
  'g',
)
/** After a number these make it a count, a measure or an address, not a day. */
const NO_DAY_AFTER =
  /^(?:[\d:%]|岁|分钟?|秒|点|时|小时|个|次(?!日)|针|剂|栋|楼|室|层|单元|座|巷|弄|车|米|公里|人|天|周|年|月|元|块|度|级|位|条|名|多|几|h|H|[A-Za-z]|\.\d|后[^天])/
const NO_NUMBERED_PLACE_AFTER = /^(?:线|楼|院|栋|店|口|馆|铺|码|机|桌|厂(?!里|内|区|门|医)|门|\d{3,4}(?!\d|号|日))/
/** A list goes on over these. */
export const LIST_GAP = /^(?:[ 、,，/和及跟与同&+]|以及|还有|号|日){0,4}$/
/** 12.2到 3 4 5阴: 到 before a blank is an arrival. */
const RANGE_GAP = /^ ?(?:[-~]|—{1,2}) ?$|^ ?[至到]$/
const NEAR_DAYS = 45

/** All dates of the text in order, read against the moment of the message; one pass over the text. */
export function findDates(text: string, at: LocalMoment): DateMention[] {
  const mentions: DateMention[] = []
  let named: DateMention | undefined
  for (const match of matchesOf(text, DATE)) {
    const start = match.index
    const end = start + match[0].length
    const previous = mentions[mentions.length - 1]
    const gap = previous ? text.slice(previous.end, start) : null
    const context = { at, previous, named, listed: gap !== null && LIST_GAP.test(gap) }
    const reading = standsAlone(text, start) ? readMatch(match, text.slice(end, end + 8), context) : null
    if (!reading) continue
    const mention = { start, end, bare: false, range: false, ...reading }
    if (reading.relative !== true) named = mention
    if (previous && gap !== null && RANGE_GAP.test(gap) && !previous.range)
      mentions[mentions.length - 1] = joinRange(previous, mention)
    else mentions.push(mention)
  }
  return mentions
}

interface Context {
  readonly at: LocalMoment
  readonly previous: DateMention | undefined
  /** The last date that stands by itself, from which 第二天 counts. */
  readonly named: DateMention | undefined
  /** Only list signs stand between this date and the one before: it shares its month. */
  readonly listed: boolean
}

function standsAlone(text: string, start: number): boolean {
  return (
    start === 0 ||
    !/[\dA-Za-z.#+第*:]/.test(text.charAt(start - 1)) ||
    (/[:阴阳]/.test(text.charAt(start - 1)) && !/\d:$/.test(text.slice(0, start).slice(-2)))
  )
}

function readMatch(match: RegExpMatchArray, after: string, context: Context): Reading | null {
  const [, year, yearMonth, yearDay, monthWord, wordDay, month, monthDays, cluster, clusterUnit, single, unit, word] =
    match
  const { day } = context.at
  if (year !== undefined) return exactly(dayFrom(Number(year), Number(yearMonth), Number(yearDay)))
  if (monthWord !== undefined) return readMonthWord(monthWord, Number(wordDay), day)
  if (month !== undefined) return readMonthDays(Number(month), monthDays ?? '', day)
  if (cluster !== undefined)
    return /^(?:[\d:%]|度|℃|小时|公里|元|万|米)/.test(after) ? null : readCluster(cluster, clusterUnit !== '', context)
  if (single !== undefined) return readSingle(Number(single), unit ?? '', after, context)
  return word === undefined ? null : readWord(word, context)
}

function exactly(day: string | null): Reading | null {
  return day === null ? null : { days: [day], ahead: day }
}

function readMonthDays(month: number, days: string, day: string): Reading | null {
  const [from = 0, to] = days.split(/[-~]/).map(Number)
  const first = latestMonthDay(month, from, day)
  if (first === null) return null
  if (to === undefined) return { days: [first], ahead: earliestMonthDay(month, from, day) }
  const last = latestMonthDay(month, to, day)
  return last === null ? null : { days: daysBetween(first, last), ahead: null, range: true }
}

/** 上个月28号, 下个月1号 */
function readMonthWord(word: string, date: number, day: string): Reading | null {
  const shift = word.startsWith('上') ? -1 : word.startsWith('下') ? 1 : 0
  const months = Number(day.slice(0, 4)) * 12 + Number(day.slice(5, 7)) - 1 + shift
  return exactly(dayFrom(Math.floor(months / 12), (months % 12) + 1, date))
}

function readSingle(date: number, unit: string, after: string, { at, previous, listed }: Context): Reading | null {
  if (date < 1 || date > 31) return null
  if (unit === '' ? NO_DAY_AFTER.test(after) : NO_NUMBERED_PLACE_AFTER.test(after)) return null
  const shared = listed && previous ? followingDay(previous.days[previous.days.length - 1], date, at.day) : null
  const past = shared ?? latestDayOfMonth(date, at.day)
  return past === null ? null : { days: [past], ahead: earliestDayOfMonth(date, at.day), bare: unit === '' }
}

/** 7月30、31、1日: a listed day shares the month of the one before, or begins the next. */
function followingDay(previous: string | undefined, date: number, day: string): string | null {
  if (previous === undefined) return null
  const next = earliestDayOfMonth(date, previous)
  return next !== null && next <= day ? next : null
}

/** 5.19, 4/10, 10.11-10.13, 22-25号, 8.15/16/17, 28/29/30, 2022-05-20 */
function readCluster(cluster: string, hasUnit: boolean, context: Context): Reading | null {
  const numbers = (cluster.match(/\d+/g) ?? []).map(Number)
  const [first = 0, second = 0] = numbers
  if (first > 31) return numbers.length === 3 ? exactly(dayFrom(first, second, numbers[2] ?? 0)) : null
  if (/^\d+\.\d+(?:\/\d+\.\d+)+$/.test(cluster)) return readDotted(cluster.split('/'), context.at.day)
  const ends = cluster.split(/[-~]/)
  if (ends.length === 2) return readRange(ends[0] ?? '', ends[1] ?? '', hasUnit, context.at.day)
  return readParts(numbers, context)
}

/** 1.22/1.24: a list of days each with its month. */
function readDotted(parts: readonly string[], day: string): Reading | null {
  const days = parts.flatMap(part => partDay(part, day) ?? [])
  return days.length === parts.length ? { days, ahead: null } : null
}

function readRange(from: string, to: string, hasUnit: boolean, day: string): Reading | null {
  const first = partDay(from, day)
  const last = partDay(to, day)
  if (/\D/.test(from)) {
    const closing = /\D/.test(to) ? last : first === null ? null : earliestDayOfMonth(Number(to), first)
    return first !== null && closing !== null
      ? { days: daysBetween(first, closing), ahead: closing, range: true }
      : null
  }
  const near = latestMonthDay(Number(from), Number(to), day)
  const isRange = hasUnit || near === null || near < addDays(day, -NEAR_DAYS)
  if (!isRange) return { days: [near], ahead: earliestMonthDay(Number(from), Number(to), day) }
  const ahead = earliestMonthDay(Number(from), Number(to), day)
  const isAhead = !hasUnit && ahead !== null && ahead <= addDays(day, NEAR_DAYS)
  if (first !== null && last !== null && first <= last)
    return { days: daysBetween(first, last), ahead: isAhead ? ahead : last, range: true }
  return isAhead && near !== null ? { days: [near], ahead } : null
}

function partDay(part: string, day: string): string | null {
  const [first = 0, second] = part.split(/[./]/).map(Number)
  return second === undefined ? latestDayOfMonth(first, day) : latestMonthDay(first, second, day)
}

function readParts(numbers: readonly number[], { at }: Context): Reading | null {
  const [first = 0, second = 0, ...rest] = numbers
  const monthDay = latestMonthDay(first, second, at.day)
  const isMonthDay = monthDay !== null && (rest.length === 0 || monthDay >= addDays(at.day, -NEAR_DAYS))
  if (isMonthDay && !looksLikeTwoDays(first, second, monthDay, at.day)) {
    const days = rest.reduce<string[]>(
      (list, date) => [...list, followingDay(list[list.length - 1] || undefined, date, at.day) ?? ''],
      [monthDay],
    )
    return { days: days.filter(Boolean), ahead: rest.length === 0 ? earliestMonthDay(first, second, at.day) : null }
  }
  const days = numbers.map(date => latestDayOfMonth(date, at.day))
  const growing = numbers.every((date, index) => index === 0 || date > (numbers[index - 1] ?? 0))
  return growing && days.every(day => day !== null) ? { days, ahead: null, bare: true } : null
}

/** 8/9 in October: two days of this month rather than a day two months back. */
function looksLikeTwoDays(first: number, second: number, monthDay: string, day: string): boolean {
  return second === first + 1 && second <= Number(day.slice(8)) && monthDay < addDays(day, -NEAR_DAYS)
}

function readWord(word: string, context: Context): Reading | null {
  const { at, previous } = context
  const ago = (days: number): Reading => ({ days: [addDays(at.day, -days)], ahead: addDays(at.day, -days) })
  if (/^(?:昨前|前昨)/.test(word)) return { days: [addDays(at.day, -2), addDays(at.day, -1)], ahead: null }
  if (word.startsWith('昨今')) return { days: [addDays(at.day, -1), at.day], ahead: null }
  if (/初[一二三四五六七八九十]|三十$|廿九$|除夕|节?[那当][天日]$/.test(word) && !/^[当同]/.test(word))
    return exactly(feastDay(word, at.day))
  if (word.startsWith('大前')) return ago(3)
  if (/^前[天日]/.test(word)) return ago(2)
  if (word.startsWith('昨')) return ago(1)
  if (/今晚|刚才/.test(word) && at.minutes < 5 * 60) return ago(1)
  if (/^[今刚]/.test(word)) return ago(0)
  if (word === '元旦') return readMonthDays(1, '1', at.day)
  if (word.startsWith('明')) return ago(-1)
  if (word === '后天') return ago(-2)
  if (/^[当同]/.test(word)) return exactly(previous?.days[previous.days.length - 1] ?? null)
  if (/^[次第隔翌后前]/.test(word)) return dayBeside(word, context)
  return readWeekday(word, at.day)
}

/** 年初三, 除夕, 端午当天 */
function feastDay(word: string, day: string): string | null {
  const nth = '一二三四五六七八九十'.indexOf(/初(.)/.exec(word)?.[1] ?? '')
  const shift = word.includes('初') ? nth : -1
  if (!/初|三十|廿九|除夕/.test(word)) return feastBefore(word.replace(/节?[那当][天日]$/, ''), day)
  const first = feastBefore('初一', addDays(day, -Math.max(0, shift)))
  return first === null ? null : addDays(first, shift)
}

/** 5月3日回深，返深前一天和返深后一天各做一次: counted from the last day that is named itself. */
function dayBeside(word: string, { named }: Context): Reading | null {
  const base = named?.days[named.days.length - 1]
  if (base === undefined) return null
  const shift = word.startsWith('前') ? -1 : word.startsWith('第三') ? 2 : 1
  return { ...exactly(addDays(base, shift)), relative: true } as Reading
}

/** 周三 is the latest one not after the message, 上周五 that of the calendar week before, 本周六 may lie ahead. */
function readWeekday(word: string, day: string): Reading {
  const wanted = '一二三四五六日'.indexOf(word.slice(-1).replace('天', '日')) + 1
  const monday = addDays(day, 1 - weekdayOf(day))
  const weeks = word.startsWith('上上') ? -2 : word.startsWith('上') ? -1 : word.startsWith('下') ? 1 : 0
  const inWeek = addDays(monday, wanted - 1 + 7 * weeks)
  if (weeks !== 0) return { days: [inWeek], ahead: inWeek }
  if (/^[本这]/.test(word)) return { days: [inWeek], ahead: inWeek }
  return { days: [inWeek <= day ? inWeek : addDays(inWeek, -7)], ahead: inWeek >= day ? inWeek : addDays(inWeek, 7) }
}

function joinRange(from: DateMention, to: DateMention): DateMention {
  const first = from.days[0] ?? ''
  const last = to.days[to.days.length - 1] ?? ''
  return { ...to, start: from.start, days: daysBetween(first, last), bare: from.bare && to.bare, range: true }
}

/** At most a month: a longer stretch was misread. */
function daysBetween(first: string, last: string): string[] {
  const days: string[] = []
  for (let day = first; day <= last && days.length < 31; day = addDays(day, 1)) days.push(day)
  return days
}
