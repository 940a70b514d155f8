import type { Progress, UnitProgress } from '../../../contract/progress.ts'
import type { UnitLevel } from '../../../contract/units.ts'
import { DAY_MS, HOUR_MS } from '../../../domain/time/lengths.ts'

export { rateText } from '../../../domain/tasks/match-rate.ts'

/** Heading over the units below one: what they are. */
export const BELOW: Record<UnitLevel, string> = { city: '各区', district: '各街道', street: '各社区', community: '' }

/** Tasks that count in the rate. */
export const askedOf = ({ tasks, exempt }: Pick<UnitProgress, 'tasks' | 'exempt'>): number => tasks - exempt

/** Tasks, each in the hour in which it was called first, recorded, matched. */
export const HOURLY_SERIES = [
  ['called', '首次拨打'],
  ['recorded', '录入'],
  ['matched', '匹配'],
] as const
export type HourlySeries = (typeof HOURLY_SERIES)[number][0]

interface CurveHour {
  /** ISO 8601, the full hour. */
  hour: string
  /** Null: has not come yet. */
  today: number | null
  /** Mean of the three days before. */
  usual: number
}

/** The day of work by the hour, against the three days before. */
export interface Curve {
  label: string
  hours: CurveHour[]
  /** Which hour is running. */
  running: number
  today: number
  hasPast: boolean
  usualByNow: number
}

const DAYS_BEFORE = [1, 2, 3]
const HOURS = Array.from({ length: 24 }, (_, hour) => hour)

/** One series of the day of work, hour by hour. */
export function curveOf({ hourly, at, since }: Pick<Progress, 'hourly' | 'at' | 'since'>, series: HourlySeries): Curve {
  const counts = new Map(hourly.map(entry => [Date.parse(entry.hour), entry[series]]))
  const start = Date.parse(since)
  const running = Math.floor((Date.parse(at) - start) / HOUR_MS)
  const countAt = (ms: number) => counts.get(ms) ?? 0
  const before = (hour: number) =>
    DAYS_BEFORE.reduce((sum, days) => sum + countAt(start + hour * HOUR_MS - days * DAY_MS), 0) / DAYS_BEFORE.length
  const hours = HOURS.map(hour => ({
    hour: new Date(start + hour * HOUR_MS).toISOString(),
    today: hour > running ? null : countAt(start + hour * HOUR_MS),
    usual: Math.round(before(hour) * 10) / 10,
  }))
  const byNow = HOURS.filter(hour => hour <= running)
  return {
    label: HOURLY_SERIES.find(([value]) => value === series)?.[1] ?? '',
    hours,
    running,
    today: hours.reduce((sum, hour) => sum + (hour.today ?? 0), 0),
    hasPast: hourly.some(({ hour }) => Date.parse(hour) < start),
    usualByNow: Math.round(byNow.reduce((sum, hour) => sum + before(hour), 0)),
  }
}
