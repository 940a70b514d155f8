import { sql } from 'drizzle-orm'
import type { Progress } from '../../contract/progress.ts'
import { workDayStart } from '../../domain/progress/work-day.ts'
import { DAY_MS } from '../../domain/time/lengths.ts'
import { rowsOf, type Db } from '../db/db.ts'
import { isCountedAs } from './counted.ts'

const DAYS_BEFORE = 3

/** What can give a task one of the moments below, or take it away. */
const TOUCHING = [
  'call_recorded',
  'report_submitted',
  'record_made',
  'record_corrected',
  'record_undone',
  'task_matched',
]

/**
 * By the hour, today and the three days before: tasks that are called, recorded and matched, each once, at the moment at
 * which it became so. A record that was undone and a match that was withdrawn are gone from here as from the other numbers.
 */
export function countHours(db: Db, unitId: string, now: Date): Promise<Progress['hourly']> {
  const since = new Date(workDayStart(now) - DAYS_BEFORE * DAY_MS)
  return rowsOf(
    db,
    sql`
      with touched as (
        select distinct e.task_id from events e join units k on k.id = e.unit_id and k.path @> array[${unitId}::uuid]
        where e.at >= ${since} and e.kind = any(${sql.param(TOUCHING)}::text[])
      ),
      moments as (
        select m.what, m.at from touched join tasks t on t.id = touched.task_id
        cross join lateral (values
          ('called', t.called_at),
          ('recorded', t.recorded_at),
          ('matched', case when ${isCountedAs('matched')} then t.matched_at end)) m (what, at)
        where m.at >= ${since}
      )
      select to_char(date_trunc('hour', at at time zone 'UTC'), 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as hour,
        count(*) filter (where what = 'called')::int as called,
        count(*) filter (where what = 'recorded')::int as recorded,
        count(*) filter (where what = 'matched')::int as matched
      from moments group by 1 order by 1`,
  )
}
