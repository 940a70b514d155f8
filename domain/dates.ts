const HOUR_MS = 3_600_000
const DAY_MS = 24 * HOUR_MS
/** China has one time zone and no summer time since 1992. */
const OFFSET_MS = 8 * HOUR_MS

/** A day `2022-05-21`, or a day with a local time `2022-05-21T14:10:00`, both at +08:00. */
export type LocalTime = string

/** Options of the date readers: `today` (a day at +08:00) completes dates without a year and tells years apart. */
export type DateContext = { readonly today: string }

const pad = (n: number) => String(n).padStart(2, '0')

/** Milliseconds → `2022-05-21` at +08:00. */
export function localDay(ms: number): string {
  return new Date(ms + OFFSET_MS).toISOString().slice(0, 10)
}

/** Milliseconds → `5月21日 14:10` at +08:00. */
export function localWords(ms: number): string {
  const at = new Date(ms + OFFSET_MS)
  return `${at.getUTCMonth() + 1}月${at.getUTCDate()}日 ${pad(at.getUTCHours())}:${pad(at.getUTCMinutes())}`
}

/** A local day or time as people say it: `5月21日`, `5月21日 14:10`. */
export function timeWords(time: LocalTime): string {
  const words = localWords(instantOf(time))
  return time.length === 10 ? words.slice(0, words.indexOf(' ')) : words
}

/** 00:00 of a day at +08:00 as milliseconds. */
export function startOfDay(day: string): number {
  return Date.parse(`${day.slice(0, 10)}T00:00:00+08:00`)
}

/** A local day or time, or an ISO time with an offset, as milliseconds; a day is 00:00 of that day. */
export function instantOf(time: LocalTime): number {
  if (time.length === 10) return startOfDay(time)
  return Date.parse(/(?:Z|[+-]\d\d:?\d\d)$/.test(time) ? time : `${time}+08:00`)
}

/** The calendar day at +08:00 of a local day or time. */
export function dayOf(time: LocalTime): string {
  return localDay(instantOf(time))
}

/** A day of the calendar as text, or null for the 30th of February. */
function dayText(year: number, month: number, day: number): string | null {
  const at = new Date(Date.UTC(year, month - 1, day))
  const exists = at.getUTCFullYear() === year && at.getUTCMonth() === month - 1 && at.getUTCDate() === day
  return exists ? at.toISOString().slice(0, 10) : null
}

/** Day and month without a year: the year that brings it nearest to today (a list of January speaks of December). */
function nearestYear(month: number, day: number, today: string): string | null {
  const year = Number(today.slice(0, 4))
  return nearest(
    [year - 1, year, year + 1].flatMap(y => dayText(y, month, day) ?? []),
    today,
  )
}

function nearest(days: readonly string[], today: string): string | null {
  const far = (day: string) => Math.abs(startOfDay(day) - startOfDay(today))
  return [...days].sort((a, b) => far(a) - far(b))[0] ?? null
}

const SERIAL_FROM = 25_569 // 1970-01-01
const SERIAL_UNTIL = 73_050 // 2099-12-31

/** An Excel serial number as it may stand in a cell without date format, or null outside 1970–2099. */
function fromSerial(serial: number): LocalTime | null {
  return serial >= SERIAL_FROM && serial < SERIAL_UNTIL + 1 ? serialTime(serial) : null
}

/** Days since 1899-12-30, Excel's count, as a local day or, with a fraction, a local time to the second. */
export function serialTime(serial: number): LocalTime {
  const seconds = Math.round(serial * 86_400)
  const iso = new Date((seconds - SERIAL_FROM * 86_400) * 1000).toISOString()
  return seconds % 86_400 === 0 ? iso.slice(0, 10) : iso.slice(0, 19)
}

const SEPARATED = /^(\d{4}|\d{2})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*[日号]?/
const COMPACT = /^(20\d{2})(\d{2})(\d{2})(?:\s*(\d{2})(\d{2})(\d{2})?)?(?!\d)/
const MONTH_DAY = /^(\d{1,2})\s*(?:月|[-/.])\s*(\d{1,2})\s*[日号]?(?![\d.])/

type Found = { day: string | null; rest: string }

function readDay(text: string, today: string): Found | null {
  const compact = COMPACT.exec(text)
  if (compact) {
    const clock = compact[4] ? ` ${compact[4]}:${compact[5]}${compact[6] ? `:${compact[6]}` : ''}` : ''
    const day = dayText(Number(compact[1]), Number(compact[2]), Number(compact[3]))
    return { day, rest: clock + text.slice(compact[0].length) }
  }
  const full = SEPARATED.exec(text)
  if (full) {
    const year = Number(full[1]) + (full[1]?.length === 2 ? 2000 : 0)
    return { day: dayText(year, Number(full[2]), Number(full[3])), rest: text.slice(full[0].length) }
  }
  const short = MONTH_DAY.exec(text)
  if (!short) return null
  return { day: nearestYear(Number(short[1]), Number(short[2]), today), rest: text.slice(short[0].length) }
}

const CLOCK =
  /(上午|下午|中午|晚上?|凌晨|早上?|AM|PM)?\s*(\d{1,2})\s*(?:[:时点]\s*(\d{1,2}|半)?)\s*(?:[:分]\s*(\d{1,2}))?\s*(AM|PM)?/i

/** The time of day behind a date as `T14:10:00`, or '' when none stands there. 24:00 is the last second of the day. */
function readClock(text: string): string {
  const found = CLOCK.exec(text)
  if (!found) return ''
  let hour = Number(found[2])
  const minute = found[3] === '半' ? 30 : Number(found[3] ?? 0)
  if (/下午|晚|PM/i.test(`${found[1] ?? ''}${found[5] ?? ''}`) && hour < 12) hour += 12
  if (hour === 24 && minute === 0) return 'T23:59:59'
  if (hour > 23 || minute > 59) return ''
  return `T${pad(hour)}:${pad(minute)}:${pad(Math.min(59, Number(found[4] ?? 0)))}`
}

/** A number cell 5.2 is what Excel leaves of 5.20 as well as of 5.2: the day nearer to today is meant. */
function readShortNumber(cell: number, today: string): string | null {
  const found = /^(\d{1,2})\.([123])$/.exec(String(cell))
  if (!found) return null
  const month = Number(found[1])
  const days = [Number(found[2]), Number(found[2]) * 10].flatMap(day => nearestYear(month, day, today) ?? [])
  return nearest(days, today)
}

/** `今天 昨天 前天 明天`, with or without a time. */
const RELATIVE: Readonly<Record<string, number>> = { 今: 0, 当: 0, 昨: -1, 前: -2, 明: 1 }

function readRelative(text: string, today: string): Found | null {
  const found = /^([今当昨前明])(?:天|日)?/.exec(text)
  if (!found) return null
  return {
    day: localDay(startOfDay(today) + (RELATIVE[found[1] ?? ''] ?? 0) * DAY_MS),
    rest: text.slice(found[0].length),
  }
}

/**
 * The date in a cell of a list: 2022-05-21, 2022/5/21, 2022.5.21, 20220521, 5月21日, 5/21, Excel serial numbers, with or
 * without time. Answers a local day or local time, or null when the cell holds no date.
 */
export function readDate(cell: string | number | null, { today }: DateContext): LocalTime | null {
  if (cell === null) return null
  if (typeof cell === 'number' && cell < 13) return readShortNumber(cell, today) ?? readDate(String(cell), { today })
  const text = String(cell)
    .normalize('NFKC')
    .replace(/[\u200b-\u200f\u202a-\u202e\ufeff]|^\s*['`]/g, '')
    .trim()
  if (/^\d{5}(?:\.\d+)?$/.test(text)) return fromSerial(Number(text))
  const iso = /^(\d{4}-\d\d-\d\d)T(\d\d:\d\d(?::\d\d)?)(?:\.\d+)?(Z|[+-]\d\d:?\d\d)$/.exec(text)
  if (iso) return new Date(Date.parse(text) + OFFSET_MS).toISOString().slice(0, 19)
  const found = readDay(text, today) ?? readRelative(text, today)
  if (!found?.day) return null
  return found.day + readClock(found.rest)
}

/** Local time, or ISO time with an offset, → UTC `2022-05-21T06:10:00.000Z`; null when it is no time of day. */
export function toUtc(cell: string | number | null, context: DateContext): string | null {
  const time = readDate(cell, context)
  return time === null ? null : new Date(instantOf(time)).toISOString()
}
