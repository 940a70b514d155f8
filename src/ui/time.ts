const MINUTE_MS = 60_000
const HOUR_MS = 60 * MINUTE_MS
const DAY_MS = 24 * HOUR_MS
/** Shanghai has been at +08:00 without summer time since 1991. */
const SHANGHAI_MS = 8 * 60 * MINUTE_MS

type At = string | number

/** A date whose UTC fields read as Shanghai's. Cheaper than a library: the list needs it before its first row. */
const shanghai = (at: At) => new Date(new Date(at).getTime() + SHANGHAI_MS)
const noonOf = (day: string) => new Date(`${day}T12:00:00+08:00`).getTime()

/** `21:05` */
export const clockTime = (at: At): string => shanghai(at).toISOString().slice(11, 16)

/** The calendar day people see, `2022-05-21`. */
export const dayOf = (at: At): string => shanghai(at).toISOString().slice(0, 10)

/** The day `days` before or after one, `YYYY-MM-DD`. */
export const shiftDay = (day: string, days: number): string => dayOf(noonOf(day) + days * DAY_MS)

/** `5/21` of a calendar day. */
export const shortDayOf = (day: string): string => `${Number(day.slice(5, 7))}/${Number(day.slice(8))}`

/** `5月21日` of a calendar day, for sentences and screen readers. */
export const longDayOf = (day: string): string => `${Number(day.slice(5, 7))}月${Number(day.slice(8))}日`

/** 今天, 昨天, 前天, else `5/18`. */
export function dayWord(day: string, today: string): string {
  const words = ['今天', '昨天', '前天']
  const daysAgo = words.findIndex((_, ago) => shiftDay(today, -ago) === day)
  if (daysAgo >= 0) return words[daysAgo] ?? ''
  return day === shiftDay(today, 1) ? '明天' : shortDayOf(day)
}

/** `21:05` today, 昨天 21:05, `5/18 09:12`. */
export function moment(at: At, now: number): string {
  const day = dayOf(at)
  const today = dayOf(now)
  return day === today ? clockTime(at) : `${dayWord(day, today)} ${clockTime(at)}`
}

/** 20分, 1时20分, 2天3时 */
export function duration(ms: number): string {
  const minutes = Math.max(0, Math.floor(ms / MINUTE_MS))
  if (minutes < 60) return `${minutes}分`
  const hours = Math.floor(minutes / 60)
  if (hours < 24) return minutes % 60 === 0 ? `${hours}小时` : `${hours}时${minutes % 60}分`
  return hours % 24 === 0 ? `${Math.floor(hours / 24)}天` : `${Math.floor(hours / 24)}天${hours % 24}时`
}

export interface TimeLeft {
  text: string
  /** `soon`: two hours or less. */
  tone: 'late' | 'soon' | 'calm'
}

const SOON_MS = 120 * MINUTE_MS

/** 剩 1时20分 or 超时 5分. */
export function timeLeft(deadlineAt: string, now: number): TimeLeft {
  const ms = Date.parse(deadlineAt) - now
  if (ms < 0) return { text: `超时 ${duration(-ms)}`, tone: 'late' }
  return { text: `剩 ${duration(ms)}`, tone: ms <= SOON_MS ? 'soon' : 'calm' }
}

/** The instant of a clock time on a day in Shanghai, ISO 8601 in UTC. */
export const instantOf = (day: string, time: string): string => new Date(`${day}T${time}:00+08:00`).toISOString()

/** The full hour that is `hours` away from the one an instant lies in, ISO 8601 in UTC. */
export const shiftHour = (at: At, hours: number): string => {
  const ms = new Date(at).getTime()
  return new Date(ms - (ms % HOUR_MS) + hours * HOUR_MS).toISOString()
}

/** 21 */
export const hourOf = (at: At): number => shanghai(at).getUTCHours()
