/** Times in words, as people at work say them. */
import { clockAt, dayAt, type Instant } from '../../domain/time/clock.ts'
import { monthDay } from '../../domain/time/days.ts'
import { DAY_MS, MINUTE_MS } from '../../domain/time/lengths.ts'

/** 明天, 今天, 昨天, 前天, else `5/18`. */
export function dayWord(day: string, today: string): string {
  const daysAgo = (Date.parse(today) - Date.parse(day)) / DAY_MS
  return ['明天', '今天', '昨天', '前天'][daysAgo + 1] ?? monthDay(day)
}

/** `21:05` today, 昨天 21:05, `5/18 09:12`. */
export function moment(at: Instant, now: number): string {
  const day = dayAt(at)
  const today = dayAt(now)
  return day === today ? clockAt(at) : `${dayWord(day, today)} ${clockAt(at)}`
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
