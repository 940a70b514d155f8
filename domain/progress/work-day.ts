import { dayAt, type Instant } from '../time/clock.ts'
import { HOUR_MS } from '../time/lengths.ts'
import { startOfDay } from '../time/local-time.ts'

/** Lists come at midnight and night shifts end in the morning: the day of work changes when everybody sleeps or is relieved. */
const WORK_DAY_STARTS_H = 6

/** When the day of work began in which an instant lies, as milliseconds: 06:00 at +08:00, so that midnight sets nothing to zero. */
export function workDayStart(at: Instant): number {
  const shifted = new Date(at).getTime() - WORK_DAY_STARTS_H * HOUR_MS
  return startOfDay(dayAt(shifted)) + WORK_DAY_STARTS_H * HOUR_MS
}
