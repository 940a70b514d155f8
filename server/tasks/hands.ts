import { and, eq, gt, sql } from 'drizzle-orm'
import type { Act } from '../act.ts'
import { only, rowsOf } from '../db/db.ts'
import { takeLockOf } from '../db/locks.ts'
import { heldTasks, tasks } from '../db/schema/index.ts'
import { DomainError } from '../errors.ts'
import type { TaskRow } from '../access/task-scope.ts'

/** Tasks one person holds at once: the one on the phone, one waiting for its report, one to look at. */
const HANDS = 3

/**
 * Refuses a further task to whoever holds as many as one works on. One that is held already needs no hand, and neither does
 * one whose three minutes are over.
 * @throws DomainError `hands_full`
 */
export async function requireHand(act: Act, task: TaskRow, now: Date): Promise<void> {
  const { db, member } = act
  const { staffId } = member
  if (task.leaseStaffId === staffId && task.leaseUntil !== null && task.leaseUntil > now) return
  // One after the other, so that many at once do not find the same hand free.
  await takeLockOf(db, 'hands of', staffId)
  await takeHand(act, task, now)
}

/**
 * The same where the hands are locked already.
 * @throws DomainError `hands_full`
 */
export async function takeHand({ db, member }: Act, task: Pick<TaskRow, 'id'>, now: Date): Promise<void> {
  const { staffId } = member
  const { held } = only(
    await rowsOf<{ held: number }>(
      db,
      sql`
        insert into held_tasks as h (staff_id, task_ids) values (${staffId}, array[${task.id}::uuid])
        on conflict (staff_id) do update set task_ids = array(
          select k.id from tasks k where k.id = any(h.task_ids) and k.id <> ${task.id}
            and k.lease_staff_id = ${staffId} and k.lease_until > ${now}) || excluded.task_ids
        returning cardinality(h.task_ids) as held`,
    ),
  )
  if (held > HANDS) throw new DomainError('hands_full')
}

/** What the member holds, locked; what another transaction is at right now is passed over. */
export const lockHands = ({ db, member }: Act, now: Date): Promise<TaskRow[]> =>
  db
    .select()
    .from(tasks)
    .where(
      and(
        sql`${tasks.id} = any(select unnest(${heldTasks.taskIds}) from ${heldTasks} where ${eq(heldTasks.staffId, member.staffId)})`,
        eq(tasks.leaseStaffId, member.staffId),
        gt(tasks.leaseUntil, now),
      ),
    )
    .for('update', { of: tasks, skipLocked: true })
