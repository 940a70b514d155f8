import type { StuckPlace } from '../../contract/progress.ts'
import type { TaskStatus } from '../../contract/tasks.ts'

/** One rule of where a task stands; what it does not name may be anything. */
export interface PlaceRule {
  readonly place: StuckPlace | null
  /** A report on it waits to be recorded. */
  readonly waits?: true
  readonly status?: readonly TaskStatus[]
  /** No call has ended: one that is under way does not count. */
  readonly called?: false
  /** Where leads see a task whose last call ended like its own (`OUTCOMES`). */
  readonly told?: StuckPlace
}

/**
 * Where a task stands on its way: the first rule that fits. Every open task stands at one place, so that the numbers of the
 * places add up to the open tasks; closed ones stand nowhere, unless a report on them still waits.
 */
export const PLACE_RULES: readonly PlaceRule[] = [
  { waits: true, place: 'toRecord' },
  { status: ['closed'], place: null },
  { told: 'refused', place: 'refused' },
  { status: ['to_visit'], place: 'toVisit' },
  { status: ['reported', 'recorded'], place: 'resultPending' },
  { called: false, place: 'notCalled' },
  // Somebody picked up, and is to be called again.
  { told: 'callAgain', place: 'callAgain' },
  // Says to be tested, and the lab has nothing yet.
  { told: 'resultPending', place: 'resultPending' },
  { place: 'notReached' },
]
