import { sql, type SQL } from 'drizzle-orm'
import type { StuckPlace } from '../../contract/progress.ts'
import { outcomesStuckAt } from '../../domain/calls/outcomes.ts'

/** SQL: whether the last call of `t` ended so that it stands at that place. */
const endedFor = (place: StuckPlace) =>
  sql`coalesce(t.last_outcome = any(${sql.param(outcomesStuckAt(place))}::text[]), false)`

/** Reached by phone, and said to be tested, which the lab has not (`docs/decisions/0011`). */
const SAYS_TESTED = sql`(t.status = 'to_call' and t.called_at is not null and ${endedFor('resultPending')})`

/** SQL of a task `t` of an open batch: the numbers and the lists behind them are made of the same condition. */
export const IS_STUCK: Record<Exclude<StuckPlace, 'toRecord'>, SQL> = {
  notCalled: sql`t.status = 'to_call' and t.called_at is null`,
  notReached: sql`t.status = 'to_call' and t.called_at is not null and not ${SAYS_TESTED}`,
  toVisit: sql`t.status = 'to_visit'`,
  resultPending: sql`(${SAYS_TESTED} or t.status = 'recorded' and t.matched_at is null and not ${endedFor('refused')})`,
  refused: sql`${endedFor('refused')} and t.status <> 'closed'`,
}

/** SQL: whether a report on `t` waits to be recorded; also where the batch has ended meanwhile. A task has at most one. */
export const WAITS_FOR_RECORD = sql`exists (select from reports r where r.task_id = t.id and r.state = 'posted')`
