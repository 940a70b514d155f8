import dayjs from 'dayjs'
import utc from 'dayjs/plugin/utc'

dayjs.extend(utc)

const SHANGHAI_HOURS = 8
const MINUTE_MS = 60_000

type At = string | number

const shanghai = (at: At) => dayjs(at).utcOffset(SHANGHAI_HOURS)

/** `21:05` */
export const clockTime = (at: At): string => shanghai(at).format('HH:mm')

/** The calendar day people see, `2022-05-21`. */
export const dayOf = (at: At): string => shanghai(at).format('YYYY-MM-DD')

/** `5/21` */
export const shortDay = (at: At): string => shanghai(at).format('M/D')

/** `5月21日`, for sentences and screen readers. */
export const longDay = (at: At): string => shanghai(at).format('M月D日')

/** The day `days` before or after one, `YYYY-MM-DD`. */
export const shiftDay = (day: string, days: number): string =>
  dayOf(shanghai(`${day}T12:00:00+08:00`).add(days, 'day').valueOf())

/** `M/D` of a calendar day. */
export const shortDayOf = (day: string): string => shortDay(`${day}T12:00:00+08:00`)

/** `M月D日` of a calendar day. */
export const longDayOf = (day: string): string => longDay(`${day}T12:00:00+08:00`)

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

/** 刚刚, 5分钟前, else the moment. */
export function ago(at: At, now: number): string {
  const minutes = Math.floor((now - new Date(at).getTime()) / MINUTE_MS)
  if (minutes < 1) return '刚刚'
  return minutes < 60 ? `${minutes}分钟前` : moment(at, now)
}

/** The instant of a clock time on a day in Shanghai, ISO 8601 in UTC. */
export const instantOf = (day: string, time: string): string => new Date(`${day}T${time}:00+08:00`).toISOString()
