/**
 * Calendar days as `YYYY-MM-DD`, which sort and compare as texts. Arithmetic, for readers of texts and lists ask for days
 * by the hundred thousand: a library takes ten to a hundred times as long.
 */
import { DAY_MS } from './lengths.ts'

/** The day so many days later, or earlier. Inside a month it is arithmetic on the text. */
export function addDays(day: string, days: number): string {
  const date = Number(day.slice(8)) + days
  if (date >= 1 && date <= 28) return day.slice(0, 8) + String(date).padStart(2, '0')
  return new Date(Date.parse(day) + days * DAY_MS).toISOString().slice(0, 10)
}

/** 1 Monday … 7 Sunday. */
export function weekdayOf(day: string): number {
  return new Date(day).getUTCDay() || 7
}

/** `5/21` */
export const monthDay = (day: string): string => `${Number(day.slice(5, 7))}/${Number(day.slice(8, 10))}`

/** `5月21日` */
export const monthDayWords = (day: string): string => `${Number(day.slice(5, 7))}月${Number(day.slice(8, 10))}日`
