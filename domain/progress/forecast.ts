import type { StuckPlace } from '../../contract/progress.ts'
import { HOUR_MS } from '../time/lengths.ts'

/** The places where somebody of ours has something to do; at the others the lab or the resident is waited for. */
export const TO_DO_PLACES = [
  'notCalled',
  'callAgain',
  'notReached',
  'toVisit',
  'toRecord',
] as const satisfies StuckPlace[]

export interface Pace {
  /** Tasks at which somebody of ours has something to do. */
  readonly toDo: number
  /** Tasks that were recorded or matched within the last hour. */
  readonly doneLastHour: number
}

/**
 * When nothing is left to do at the pace of the last hour, as milliseconds; null where nothing was done in that hour.
 *
 * - 60 left, 30 in the last hour: in two hours
 * - nothing left: now
 * - 60 left, none done: null, shown as no forecast and not as never
 */
export function forecastOf({ toDo, doneLastHour }: Pace, now: number): number | null {
  if (toDo === 0) return now
  return doneLastHour === 0 ? null : now + Math.ceil((toDo / doneLastHour) * HOUR_MS)
}
