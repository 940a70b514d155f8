/** Days of the lunar calendar that people name instead of dates, by year: 初一, 端午, 中秋, and 清明. */
const SPRING =
  '2020-01-25 2021-02-12 2022-02-01 2023-01-22 2024-02-10 2025-01-29 2026-02-17 2027-02-06 2028-01-26 2029-02-13 2030-02-03'
const DRAGON_BOAT =
  '2020-06-25 2021-06-14 2022-06-03 2023-06-22 2024-06-10 2025-05-31 2026-06-19 2027-06-09 2028-05-28 2029-06-16 2030-06-05'
const MOON =
  '2020-10-01 2021-09-21 2022-09-10 2023-09-29 2024-09-17 2025-10-06 2026-09-25 2027-09-15 2028-10-03 2029-09-22 2030-09-12'
const TOMBS =
  '2020-04-04 2021-04-04 2022-04-05 2023-04-05 2024-04-04 2025-04-04 2026-04-05 2027-04-05 2028-04-04 2029-04-04 2030-04-05'

const DATES: Readonly<Record<string, readonly string[]>> = {
  初一: SPRING.split(' '),
  端午: DRAGON_BOAT.split(' '),
  中秋: MOON.split(' '),
  清明: TOMBS.split(' '),
}
const FIXED: Readonly<Record<string, string>> = {
  元旦: '01-01',
  五一: '05-01',
  国庆: '10-01',
  五四: '05-04',
  圣诞: '12-25',
}

/** The latest day of this feast that is not after `day`; null for one that is not known. */
export function feastBefore(name: string, day: string): string | null {
  const fixed = FIXED[name]
  if (fixed !== undefined) {
    const thisYear = `${day.slice(0, 4)}-${fixed}`
    return thisYear <= day ? thisYear : `${String(Number(day.slice(0, 4)) - 1)}-${fixed}`
  }
  return DATES[name]?.filter(date => date <= day).pop() ?? null
}
