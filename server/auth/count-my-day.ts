import { sql } from 'drizzle-orm'
import type { MyDay } from '../../contract/session.ts'
import { dayAt } from '../../domain/time/clock.ts'
import { startOfDay } from '../../domain/time/local-time.ts'
import type { Act } from '../act.ts'
import { only, rowsOf } from '../db/db.ts'
import { IS_UNDONE } from '../journal/undone-events.ts'

/** Counts the member's own events since midnight, +08:00. */
export async function countMyDay({ db, clock, member }: Act): Promise<MyDay> {
  const rows = await rowsOf<MyDay>(
    db,
    sql`
      select count(*) filter (where kind = 'task_dialled')::int as calls,
        count(*) filter (where kind = 'report_submitted' and data->>'outcome' = 'reached')::int as reached,
        count(*) filter (where kind = 'call_avoided')::int as avoided,
        count(*) filter (where kind = 'report_submitted')::int as reported,
        (count(*) filter (where kind = 'record_made') - count(*) filter (where kind = 'record_undone'))::int as recorded
      from events e
      where not ${IS_UNDONE} and staff_id = ${member.staffId}
        and at >= ${new Date(startOfDay(dayAt(clock())))}`,
  )
  const day = only(rows)
  return { ...day, recorded: Math.max(0, day.recorded) }
}
