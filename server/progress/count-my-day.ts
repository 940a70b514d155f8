import { sql } from 'drizzle-orm'
import type { MyDay } from '../../contract/session.ts'
import { workDayStart } from '../../domain/progress/work-day.ts'
import type { Act } from '../act.ts'
import { only, rowsOf } from '../db/db.ts'
import { IS_UNDONE } from '../journal/undone-events.ts'

/**
 * What the member did since the day of work began. 拨打 are calls that ended, each once, however they ended and wherever
 * they were dialled; 接通 those in which somebody told something; 录入 own records that stand.
 */
export async function countMyDay({ db, clock, member }: Act): Promise<MyDay> {
  const since = new Date(workDayStart(clock()))
  const { staffId } = member
  const rows = await rowsOf<Omit<MyDay, 'since'>>(
    db,
    sql`
      select a.*, e.*, r.* from (
        select count(*)::int as calls, count(*) filter (where outcome = 'reached')::int as reached
        from call_attempts where staff_id = ${staffId} and ended_at >= ${since}
      ) a, (
        select count(*) filter (where kind = 'call_avoided')::int as avoided,
          count(*) filter (where kind = 'report_submitted')::int as reported
        from events e where staff_id = ${staffId} and at >= ${since} and not ${IS_UNDONE}
      ) e, (
        select count(*)::int as recorded from records
        where staff_id = ${staffId} and recorded_at >= ${since} and undone_at is null and superseded_by is null
      ) r`,
  )
  return { ...only(rows), since: since.toISOString() }
}
