import { sql, type SQL } from 'drizzle-orm'
import type { ProgressNumber, StuckPlace, UnitNumber } from '../../contract/progress.ts'
import { outcomesStuckAt } from '../../domain/calls/outcomes.ts'
import { PLACE_RULES, type PlaceRule } from '../../domain/progress/place.ts'
import { workDayStart } from '../../domain/progress/work-day.ts'

// What is counted, once, for screen, lists and bulletins. `t` is a task, `b` its list, `w` the report on it that waits.

/**
 * SQL: the ids of the lists that count today. A list counts while anything of it is to be done, and for the rest of the day
 * of work on which the last of it was done or it was ended: ending a bad list moves no rate, and yesterday's are over.
 */
export const countedLists = (now: Date): SQL => {
  const day = new Date(workDayStart(now))
  return sql`
    select b.id from batches b where b.status <> 'rolled_back' and (
      b.closed_at >= ${day}
      or exists (
        select from tasks t where t.batch_id = b.id
          and (b.status = 'open' and t.status <> 'closed' or t.closed_at >= ${day} or t.recorded_at >= ${day}))
      or exists (select from tasks t join reports r on r.task_id = t.id and r.state = 'posted' where t.batch_id = b.id))`
}

/** SQL: the report that waits to be recorded, joined as `w`; a task has at most one. */
export const WAITING = sql`left join reports w on w.task_id = t.id and w.state = 'posted'`

const endedFor = (place: StuckPlace) =>
  sql`coalesce(t.last_outcome = any(${sql.param(outcomesStuckAt(place))}::text[]), false)`

function fits({ waits, status, called, told }: PlaceRule): SQL {
  const parts = [
    ...(waits ? [sql`w.id is not null`] : []),
    ...(status ? [sql`t.status = any(${sql.param([...status])}::text[])`] : []),
    ...(called === false ? [sql`t.called_at is null`] : []),
    ...(told ? [endedFor(told)] : []),
  ]
  return parts.length === 0 ? sql`true` : sql.join(parts, sql` and `)
}

const cases = PLACE_RULES.map(rule => sql`when ${fits(rule)} then ${rule.place}::text`)

/** SQL: where a task stands, or null: the rules of `domain/progress/place.ts`. */
export const PLACE = sql`case ${sql.join(cases, sql` `)} end`

/** SQL: since when a task stands where it does. */
export const SINCE = sql`coalesce(w.posted_at, t.recorded_at, t.last_attempt_at, t.created_at)`

const IS_COUNTED: Record<UnitNumber, SQL> = {
  tasks: sql`true`,
  called: sql`t.called_at is not null`,
  reported: sql`t.reported_at is not null`,
  recorded: sql`t.recorded_at is not null`,
  matched: sql`t.matched_at is not null and t.exempt is null`,
  exempt: sql`t.exempt is not null`,
}

const isUnitNumber = (number: ProgressNumber): number is UnitNumber => number in IS_COUNTED

/** SQL: whether `t` is one of those that a number counts. */
export const isCountedAs = (number: ProgressNumber): SQL =>
  isUnitNumber(number) ? IS_COUNTED[number] : sql`(${PLACE}) = ${number}`
