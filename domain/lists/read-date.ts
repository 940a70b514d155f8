import { instantOf, type LocalTime, localTimeAt, startOfDay } from '../time/local-time.ts'
import { serialTime } from '../time/serials.ts'
import type { Cell } from './grid.ts'
import { addDays } from '../time/days.ts'
import { dayFrom } from '../time/days-from-parts.ts'

/** Which of two numbers is the day where a cell may be read both ways; `both`: the column writes it this way and that. */
export type DayOrder = 'day first' | 'month first' | 'both'

export interface DateContext {
  /** The day at +08:00 that completes dates without a year. */
  readonly today: string
  /** As the cells of the whole column tell (`dayOrderOf`); left out where none tells. */
  readonly order?: DayOrder | undefined
}

const pad = (n: number) => String(n).padStart(2, '0')

function nearest(days: readonly string[], today: string): string | null {
  const far = (day: string) => Math.abs(startOfDay(day) - startOfDay(today))
  return [...days].sort((a, b) => far(a) - far(b))[0] ?? null
}

/** Day and month without a year: the year that brings it nearest to today (a list of January speaks of December). */
function nearestYear(month: number, day: number, today: string): string | null {
  const year = Number(today.slice(0, 4))
  const days = [year - 1, year, year + 1].flatMap(y => dayFrom(y, month, day) ?? [])
  return nearest(days, today)
}

/** Half width, without marks nobody sees and without the apostrophe of text cells. */
const plain = (cell: string | number) =>
  String(cell)
    .normalize('NFKC')
    .replace(/[\u200b-\u200f\u202a-\u202e\ufeff]|^\s*['`]/g, '')
    .trim()

const YEAR_LAST = /^(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})(?!\d)/
const NO_YEAR = /^(\d{1,2})\s*[-/.]\s*(\d{1,2})(?![\d.])(?!\s*[-/.]\s*\d)/

/** The order one cell allows alone: 22/05/2022 and 22/5 only have the day first. */
function orderOf(text: string): DayOrder | null {
  const [, a, b] = YEAR_LAST.exec(text) ?? NO_YEAR.exec(text) ?? []
  if (a === undefined || b === undefined) return null
  if (Number(a) > 12 && Number(b) <= 12) return 'day first'
  return Number(b) > 12 && Number(a) <= 12 ? 'month first' : null
}

/** The order of day and month in a column, from all of its cells; undefined where no cell tells. */
export function dayOrderOf(cells: Iterable<Cell | undefined>): DayOrder | undefined {
  let order: DayOrder | undefined
  for (const cell of cells) {
    const own = typeof cell === 'string' ? orderOf(plain(cell)) : null
    if (own === null || own === order) continue
    if (order !== undefined) return 'both'
    order = own
  }
  return order
}

interface Found {
  day: string | null
  rest: string
}

const YEAR_FIRST = /^(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})(?!\d)\s*[日号]?/
const SHORT_YEAR = /^(\d{2})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})(?!\d)\s*[日号]?/
const COMPACT = /^(20\d{2})(\d{2})(\d{2})(?:\s*(\d{2})(\d{2})(\d{2})?)?(?!\d)/
const MONTH_DAY = /^(\d{1,2})\s*月\s*(\d{1,2})(?!\d)\s*[日号]?/
const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec']
const ENGLISH = /^(\d{1,2})[\s-]([a-z]{3})[a-z]*\.?[\s,-]+(\d{4})(?!\d)/i

function readCompact(text: string): Found | null {
  const found = COMPACT.exec(text)
  if (!found) return null
  const [whole, year, month, day, hour, minute, second] = found
  const clock = hour === undefined ? '' : ` ${hour}:${minute}${second === undefined ? '' : `:${second}`}`
  return { day: dayFrom(Number(year), Number(month), Number(day)), rest: clock + text.slice(whole.length) }
}

/** 22.5.21 is written in China for 21 May 2022: the year goes first, and is about this one. */
function shortYear(year: number, month: number, day: number, today: string): string | null {
  return Math.abs(2000 + year - Number(today.slice(0, 4))) <= 1 ? dayFrom(2000 + year, month, day) : null
}

/** Both numbers may be a month: only the column can tell. The same number twice can be read either way. */
function inOrder(
  a: number,
  b: number,
  order: DayOrder | undefined,
  make: (month: number, day: number) => string | null,
) {
  if (a === b || b > 12) return make(a, b)
  if (a > 12 || order === 'day first') return make(b, a)
  return order === 'month first' ? make(a, b) : null
}

function readNumbers(text: string, { today, order }: DateContext): Found | null {
  const found = YEAR_FIRST.exec(text) ?? SHORT_YEAR.exec(text) ?? YEAR_LAST.exec(text)
  const [whole = '', a = '', b = '', c = ''] = found ?? []
  const rest = text.slice(whole.length)
  if (a.length === 4) return { day: dayFrom(Number(a), Number(b), Number(c)), rest }
  if (c.length === 4) {
    const make = (month: number, day: number) => dayFrom(Number(c), month, day)
    return { day: inOrder(Number(a), Number(b), order, make), rest }
  }
  return found && { day: shortYear(Number(a), Number(b), Number(c), today), rest }
}

function readWithoutYear(text: string, { today, order }: DateContext): Found | null {
  const named = MONTH_DAY.exec(text)
  if (named) return { day: nearestYear(Number(named[1]), Number(named[2]), today), rest: text.slice(named[0].length) }
  const found = NO_YEAR.exec(text)
  if (!found) return null
  const make = (month: number, day: number) => nearestYear(month, day, today)
  // where no cell of the column tells, the month goes first, as it is spoken
  return {
    day: inOrder(Number(found[1]), Number(found[2]), order ?? 'month first', make),
    rest: text.slice(found[0].length).replace(/^\s*[日号]/, ''),
  }
}

function readEnglish(text: string): Found | null {
  const [whole, day, name, year] = ENGLISH.exec(text) ?? []
  if (whole === undefined || name === undefined) return null
  const month = MONTHS.indexOf(name.toLowerCase()) + 1
  return { day: month === 0 ? null : dayFrom(Number(year), month, Number(day)), rest: text.slice(whole.length) }
}

/** `今天 昨天 前天 明天`, with or without a time. */
const RELATIVE: Readonly<Record<string, number>> = { 今: 0, 当: 0, 昨: -1, 前: -2, 明: 1 }

function readRelative(text: string, today: string): Found | null {
  const found = /^([今当昨前明])[天日]/.exec(text)
  if (!found) return null
  const day = addDays(today, RELATIVE[found[1] ?? ''] ?? 0)
  return { day, rest: text.slice(found[0].length) }
}

function readDay(text: string, context: DateContext): Found | null {
  return (
    readCompact(text) ??
    readNumbers(text, context) ??
    readWithoutYear(text, context) ??
    readEnglish(text) ??
    readRelative(text, context.today)
  )
}

const PERIOD = '上午|下午|中午|傍晚|晚上|晚|凌晨|清晨|早上|早|AM|PM'
const CLOCK = new RegExp(
  `^(${PERIOD})?\\s*(\\d{1,2})\\s*(?:[:时点]\\s*(\\d{1,2}|半|整)?)\\s*(?:[:分]\\s*(\\d{1,2})?(?:\\.\\d+)?\\s*秒?)?\\s*(AM|PM)?`,
  'i',
)
const OFFSET = /^(?:Z|UTC|GMT|([+-])(\d{2}):?(\d{2})?)$/i
/** What may stand behind a time without changing it: 前, 前完成, 左右, 抵深, （周六）. */
const BEHIND = /^(?:[前后]?完?成?|[之以]前|前反馈|前上报|左右|前后|许|[到抵返回来达入]{1,2}[\u4e00-\u9fff]{0,2})$/
const WEEKDAY = /[(\s,]*(?:星期|周|礼拜)[一二三四五六日天][)\s,]*/

/** Hours of the day from hours of a half; null where the two do not go together (上午14点, 晚上1点). */
function hourOf(hour: number, period: string): number | null {
  const isEarly = /上午|早|晨|AM/i.test(period)
  const isLate = /下午|晚|PM/i.test(period)
  if (isEarly && hour === 12) return /凌晨|上午|AM/i.test(period) ? 0 : null
  if (isEarly) return hour < 12 ? hour : null
  if (/晚/.test(period) && hour === 12) return 24
  if (/晚/.test(period) && hour < 5) return null
  if (isLate) return hour < 12 ? hour + 12 : hour
  return period === '中午' && hour < 4 ? hour + 12 : hour
}

/** The clock behind a day as `T14:10:00`, '' where none stands there, null where it is none. 24:00 ends the day. */
function readClock(rest: string): { clock: string; rest: string } | null {
  const found = CLOCK.exec(rest)
  if (!found) return { clock: '', rest: rest.replace(new RegExp(`^(?:${PERIOD})`, 'i'), '') }
  const [whole, before = '', hours, minutes = '0', seconds = '0', after = ''] = found
  const hour = hourOf(Number(hours), before + after)
  const minute = minutes === '半' ? 30 : minutes === '整' ? 0 : Number(minutes)
  const second = Number(seconds)
  if (hour === null || minute > 59 || second > 59 || hour > 24 || (hour === 24 && minute + second > 0)) return null
  const clock = hour === 24 ? 'T23:59:59' : `T${pad(hour)}:${pad(minute)}:${pad(second)}`
  return { clock, rest: rest.slice(whole.length) }
}

/** The local time of a day and clock at an offset from UTC. */
function atOffset(time: LocalTime, offset: RegExpExecArray): LocalTime {
  const [, sign = '+', hours = '00', minutes = '00'] = offset
  return localTimeAt(`${time}${sign}${hours}:${minutes}`)
}

/** What stands behind the day: a clock, an offset, and words that change nothing; anything else makes the cell no date. */
function withRest(day: string, rest: string): LocalTime | null {
  const read = readClock(rest.replace(WEEKDAY, ' ').replace(/^[\s,T]+/, ''))
  if (!read) return null
  const time = day + read.clock
  const behind = read.rest.trim()
  const offset = read.clock === '' ? null : OFFSET.exec(behind)
  if (offset) return atOffset(time, offset)
  return behind === '' || BEHIND.test(behind) || /^\([^()\d]*\)$/.test(behind) ? time : null
}

/** Days of 2010 to 2049 as Excel counts them, in a cell without date format. */
function readSerial(text: string): LocalTime | null {
  const serial = Number(text)
  return serial >= 40_179 && serial < 54_789 ? serialTime(serial) : null
}

/** A number cell 5.2 is what Excel leaves of 5.20 as well as of 5.2: the day nearer to today is meant. */
function readShortNumber(cell: number, today: string): string | null {
  const found = /^(\d{1,2})\.([123])$/.exec(String(cell))
  if (!found) return null
  const month = Number(found[1])
  const days = [Number(found[2]), Number(found[2]) * 10].flatMap(day => nearestYear(month, day, today) ?? [])
  return nearest(days, today)
}

/**
 * The day or time in a cell, read whole or not at all: 2022-05-21, 2022/5/21, 2022.5.21, 20220521, 5月21日, 5/21,
 * 21/05/2022 where the column says that the day goes first, Excel's serial numbers; with or without a time, an offset, a
 * weekday, 前 or 左右. Answers a local day or local time (+08:00), or null.
 */
export function readDate(cell: Cell | undefined, context: DateContext): LocalTime | null {
  if (cell === null || cell === undefined) return null
  const { today } = context
  if (typeof cell === 'number' && cell < 13) return readShortNumber(cell, today) ?? readDate(String(cell), context)
  const text = plain(cell)
  if (text.length > 60) return null
  if (/^\d{5}(?:\.\d+)?$/.test(text)) return readSerial(text)
  const found = readDay(text, context)
  return found?.day ? withRest(found.day, found.rest) : null
}

/** A cell that holds a date whichever number is the day. */
export function looksLikeDate(cell: Cell, today: string): boolean {
  return (
    readDate(cell, { today, order: 'month first' }) !== null || readDate(cell, { today, order: 'day first' }) !== null
  )
}

/** Local time, or a time with an offset, → UTC `2022-05-21T06:10:00.000Z`; null when it is no time. */
export function toUtc(cell: Cell | undefined, context: DateContext): string | null {
  const time = readDate(cell, context)
  return time === null ? null : new Date(instantOf(time)).toISOString()
}
