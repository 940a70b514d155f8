import { sql } from 'drizzle-orm'
import { MINUTE_MS } from '../../domain/time/lengths.ts'
import type { Act } from '../act.ts'
import { rowsOf } from '../db/db.ts'

/** A call whose end nobody noted is continued for so long. */
const CONTINUED_MINUTES = 30

/** A call of the member's that has no end yet. */
export interface OwnCall {
  attemptId: string
  taskId: string
}

/** The newest first; where somebody rang after them it is theirs. */
export function listOwnCalls({ db, member }: Act, now: Date, taskId: string | null = null): Promise<OwnCall[]> {
  const since = new Date(now.getTime() - CONTINUED_MINUTES * MINUTE_MS)
  return rowsOf<OwnCall>(
    db,
    sql`
      select a.id as "attemptId", a.task_id as "taskId" from call_attempts a
      where a.staff_id = ${member.staffId} and a.ended_at is null and a.started_at > ${since}
        and (${taskId}::uuid is null or a.task_id = ${taskId}::uuid)
        and not exists (select 1 from call_attempts l where l.task_id = a.task_id and l.started_at > a.started_at)
      order by a.started_at desc`,
  )
}
