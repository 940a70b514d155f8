import type { StuckPlace } from '../../contract/progress.ts'
import type { Outcome } from '../../contract/report-fields.ts'
import type { TaskStatus } from '../../contract/tasks.ts'
import { OUTCOMES } from '../../domain/calls/outcomes.ts'
import { PLACE_RULES } from '../../domain/progress/place.ts'

/** What decides where a task stands. */
export interface Standing {
  readonly status: TaskStatus
  readonly waits: boolean
  readonly called: boolean
  readonly lastOutcome: Outcome | null
}

/** Where a task stands by the rules, read without SQL. */
export function placeOf({ status, waits, called, lastOutcome }: Standing): StuckPlace | null {
  const told = lastOutcome === null ? undefined : OUTCOMES[lastOutcome].stuckAt
  const rule = PLACE_RULES.find(
    one =>
      (one.waits === undefined || waits) &&
      (one.status === undefined || one.status.includes(status)) &&
      (one.called === undefined || !called) &&
      (one.told === undefined || one.told === told),
  )
  if (rule === undefined) throw new Error('no rule fits')
  return rule.place
}
