import type { Progress, UnitProgress } from '../../../contract/progress.ts'
import type { UnitLevel } from '../../../contract/units.ts'
import { rankUnits, type Ranked } from '../../../domain/units/unit-ranking.ts'
import { shiftHour } from '../../../domain/time/texts.ts'
import { HOUR_MS } from '../../../domain/time/lengths.ts'

export { rateText } from '../../../domain/tasks/match-rate.ts'

export type RankedUnit = Ranked<UnitProgress>

export const rankedUnits = (units: readonly UnitProgress[]): RankedUnit[] => rankUnits(units)

/** Heading over the units below one: what they are. */
export const BELOW: Record<UnitLevel, string> = { city: '各区', district: '各街道', street: '各社区', community: '' }

/** Tasks that count in the rate. */
export const askedOf = ({ tasks, exempt }: Pick<UnitProgress, 'tasks' | 'exempt'>): number => tasks - exempt

export const HOURLY_SERIES = [
  ['called', '拨打'],
  ['recorded', '录入'],
  ['matched', '匹配'],
] as const
export type HourlySeries = (typeof HOURLY_SERIES)[number][0]

export interface Hour {
  /** ISO 8601, the full hour. */
  hour: string
  count: number
}

const MIN_HOURS = 8

/** One series by the hour without gaps, up to the running hour; at least eight hours, so that early bars are not walls. */
export function hoursOf({ hourly, at }: Pick<Progress, 'hourly' | 'at'>, series: HourlySeries): Hour[] {
  const last = shiftHour(at, 0)
  const counts = new Map(hourly.map(entry => [Date.parse(entry.hour), entry[series]]))
  const first = Math.min(...counts.keys(), Date.parse(shiftHour(at, 1 - MIN_HOURS)))
  const length = Math.round((Date.parse(last) - first) / HOUR_MS) + 1
  return Array.from({ length }, (_, step) => {
    const hour = shiftHour(last, step - length + 1)
    return { hour, count: counts.get(Date.parse(hour)) ?? 0 }
  })
}
