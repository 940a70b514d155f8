/** Days from their parts: as said in full, or without their year, or without month and year, from the day they were said on. */

const SHORT_MONTHS: ReadonlySet<number> = new Set([4, 6, 9, 11])

const pad = (n: number) => String(n).padStart(2, '0')

/** The day with these parts, or null where the calendar has none (31 June). */
export function dayFrom(year: number, month: number, date: number): string | null {
  if (!(year >= 1000 && year <= 9999) || month < 1 || month > 12 || date < 1 || date > 31) return null
  const leap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0)
  const length = month === 2 ? (leap ? 29 : 28) : SHORT_MONTHS.has(month) ? 30 : 31
  return date > length ? null : `${year}-${pad(month)}-${pad(date)}`
}

/** The latest day with this month and date that is not after `day`. */
export function latestMonthDay(month: number, date: number, day: string): string | null {
  const year = Number(day.slice(0, 4))
  return firstThat(
    back => dayFrom(year - back, month, date),
    found => found <= day,
  )
}

/** The earliest day with this month and date that is not before `day`. */
export function earliestMonthDay(month: number, date: number, day: string): string | null {
  const year = Number(day.slice(0, 4))
  return firstThat(
    ahead => dayFrom(year + ahead, month, date),
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

function dayInMonth(day: string, monthsAway: number, date: number): string | null {
  const months = Number(day.slice(0, 4)) * 12 + Number(day.slice(5, 7)) - 1 + monthsAway
  return dayFrom(Math.floor(months / 12), (months % 12) + 1, date)
}

/** 29 February and 31 June may need several steps; eight years cover every gap but that around 1900 and 2100. */
function firstThat(candidate: (step: number) => string | null, fits: (day: string) => boolean): string | null {
  for (let step = 0; step <= 8; step++) {
    const day = candidate(step)
    if (day !== null && fits(day)) return day
  }
  return null
}
