import { and, asc, eq, gt, lte, sql } from 'drizzle-orm'
import { HOUR_MS } from '../../domain/time/lengths.ts'
import { communitiesOf, type Act } from '../act.ts'
import { skippedTasks } from '../db/schema/index.ts'

/** As long as a log-in: in the next shift everything is offered anew. */
const SHIFT_HOURS = 12

/** Puts a task behind all others for this member; one that is not theirs changes nothing. */
export async function skipTask({ db, member }: Act, taskId: string, now: Date): Promise<void> {
  const { staffId } = member
  await db.delete(skippedTasks).where(and(eq(skippedTasks.staffId, staffId), lte(skippedTasks.at, shiftBegan(now))))
  await db.execute(sql`
    insert into skipped_tasks (staff_id, task_id, at)
    select ${staffId}, t.id, ${now} from tasks t
    where t.id = ${taskId} and t.unit_id = any(${sql.param(communitiesOf(member, ['caller']))}::uuid[])
    on conflict (staff_id, task_id) do update set at = excluded.at`)
}

/** What the member left for later in this shift, the longest ago first. */
export async function listSkipped({ db, member }: Act, now: Date): Promise<string[]> {
  const rows = await db
    .select({ taskId: skippedTasks.taskId })
    .from(skippedTasks)
    .where(and(eq(skippedTasks.staffId, member.staffId), gt(skippedTasks.at, shiftBegan(now))))
    .orderBy(asc(skippedTasks.at), asc(skippedTasks.taskId))
  return rows.map(row => row.taskId)
}

const shiftBegan = (now: Date) => new Date(now.getTime() - SHIFT_HOURS * HOUR_MS)
