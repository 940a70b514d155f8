/** Days and times as people in Shenzhen mean them: +08:00 all year. The clock is always an argument. */

const OFFSET_MS = 8 * 3_600_000
const DAY_MS = 86_400_000
const SHORT_MONTHS: ReadonlySet<number> = new Set([4, 6, 9, 11])

/** A wall-clock moment in Shanghai; `day` is `YYYY-MM-DD`, `minutes` counts from midnight. */
export interface LocalMoment {
  readonly day: string
  readonly minutes: number
}

/** The Shanghai day and minute of an ISO instant (any offset) or of epoch milliseconds. */
export function localMoment(instant: string | number): LocalMoment {
  const shifted = new Date(new Date(instant).getTime() + OFFSET_MS)
  return { day: shifted.toISOString().slice(0, 10), minutes: shifted.getUTCHours() * 60 + shifted.getUTCMinutes() }
}

/** The Shanghai day of an instant, `YYYY-MM-DD`. */
export function shanghaiDay(instant: string | number): string {
  return localMoment(instant).day
}

/** ISO text with +08:00 for a day and a time of day; minutes outside one day roll over. */
export function isoAt(day: string, minutes: number, seconds = 0): string {
  const shifted = new Date(Date.parse(`${day}T00:00:00Z`) + minutes * 60_000 + seconds * 1000)
  return `${shifted.toISOString().slice(0, 19)}+08:00`
}

/** The day so many days later, or earlier. Inside a month it is arithmetic on the text, ten times faster than `Date`. */
export function addDays(day: string, days: number): string {
  const date = Number(day.slice(8)) + days
  if (date >= 1 && date <= 28) return `${day.slice(0, 8)}${String(date).padStart(2, '0')}`
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * DAY_MS).toISOString().slice(0, 10)
}

/** 1 Monday … 7 Sunday. */
export function weekdayOf(day: string): number {
  return new Date(`${day}T00:00:00Z`).getUTCDay() || 7
}

/** The day with these parts, or null where the calendar has none (31 June). */
export function dayOf(year: number, month: number, date: number): string | null {
  if (!(year >= 1000 && year <= 9999) || month < 1 || month > 12 || date < 1 || date > 31) return null
  const leap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0)
  const length = month === 2 ? (leap ? 29 : 28) : SHORT_MONTHS.has(month) ? 30 : 31
  return date > length ? null : `${year}-${String(month).padStart(2, '0')}-${String(date).padStart(2, '0')}`
}

/** The latest day with this month and date that is not after `day`. */
export function latestMonthDay(month: number, date: number, day: string): string | null {
  const year = Number(day.slice(0, 4))
  return firstThat(
    back => dayOf(year - back, month, date),
    found => found <= day,
  )
}

/** The earliest day with this month and date that is not before `day`. */
export function earliestMonthDay(month: number, date: number, day: string): string | null {
  const year = Number(day.slice(0, 4))
  return firstThat(
    ahead => dayOf(year + ahead, month, date),
    found => found >= day,
  )
}

/** The latest day with this day of the month that is not after `day`. */
export function latestDayOfMonth(date: number, day: string): string | null {
  return firstThat(
    back => dayInMonth(day, -back, date),
    found => found <= day,
  )
}

/** The earliest day with this day of the month that is not before `day`. */
export function earliestDayOfMonth(date: number, day: string): string | null {
  return firstThat(
    ahead => dayInMonth(day, ahead, date),
    found => found >= day,
  )
}

/** 5/19 */
export function monthDayText(day: string): string {
  return `${Number(day.slice(5, 7))}/${Number(day.slice(8, 10))}`
}

function dayInMonth(day: string, monthsAway: number, date: number): string | null {
  const months = Number(day.slice(0, 4)) * 12 + Number(day.slice(5, 7)) - 1 + monthsAway
  return dayOf(Math.floor(months / 12), (months % 12) + 1, date)
}

/** 29 February and 31 June may need several steps; eight years cover every gap but that around 1900 and 2100. */
function firstThat(candidate: (step: number) => string | null, fits: (day: string) => boolean): string | null {
  for (let step = 0; step <= 8; step++) {
    const day = candidate(step)
    if (day !== null && fits(day)) return day
  }
  return null
}
