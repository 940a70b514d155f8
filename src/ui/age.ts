import { duration } from './time.ts'
import { MINUTE_MS } from '../../domain/time/lengths.ts'

export interface Age {
  text: string
  tone: 'calm' | 'soon' | 'late'
}

/** How long a report has waited: `soon` from ten minutes, `late` from fifteen, and then in words too (P45). */
export function ageOf(postedAt: string, now: number): Age {
  const ms = Math.max(0, now - Date.parse(postedAt))
  if (ms < MINUTE_MS) return { text: '刚刚', tone: 'calm' }
  const text = ms < 60 * MINUTE_MS ? `${Math.floor(ms / MINUTE_MS)} 分钟` : duration(ms)
  if (ms >= 15 * MINUTE_MS) return { text: `${text} · 超时`, tone: 'late' }
  return { text, tone: ms >= 10 * MINUTE_MS ? 'soon' : 'calm' }
}
