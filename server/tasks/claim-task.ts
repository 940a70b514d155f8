import { and, eq } from 'drizzle-orm'
import type { Member, Act } from '../act.ts'
import { tasks } from '../db/schema/index.ts'
import { DomainError } from '../errors.ts'
import { appendEvents, type NewEvent } from '../journal/append-event.ts'
import { requireHand } from './hands.ts'
import { leaseEnd, requireFree } from './lease.ts'
import { lockOwnTask, type TaskRow } from '../access/task-scope.ts'

/**
 * Holds a task for three minutes, or renews the hold.
 * @throws DomainError `not_found`, `task_closed`, `task_held`, `hands_full`
 */
export async function claimTask(act: Act, taskId: string): Promise<TaskRow> {
  return holdTask(act, await lockOwnTask(act, ['caller'], taskId))
}

/**
 * Holds a locked task. Holding changes nothing about it, so its version stays.
 * @throws DomainError `task_closed`, `task_held`, `hands_full`
 */
export async function holdTask(act: Act, task: TaskRow): Promise<TaskRow> {
  const { db, member } = act
  const now = act.clock()
  if (task.status === 'closed') throw new DomainError('task_closed')
  await requireFree(act, task, now)
  await requireHand(act, task, now)
  const lease = { leaseStaffId: member.staffId, leaseUntil: leaseEnd(now) }
  await db.update(tasks).set(lease).where(eq(tasks.id, task.id))
  if (task.leaseStaffId !== member.staffId) await appendEvents(db, leaseEvent('task_claimed', task, member, now))
  return { ...task, ...lease }
}

/** Lets go of a task; letting go of what one does not hold changes nothing. */
export async function releaseTask(act: Act, taskId: string): Promise<void> {
  const { db, member } = act
  const task = await lockOwnTask(act, ['caller'], taskId)
  if (task.leaseStaffId !== member.staffId) return
  await db
    .update(tasks)
    .set({ leaseStaffId: null, leaseUntil: null })
    .where(and(eq(tasks.id, taskId), eq(tasks.leaseStaffId, member.staffId)))
  await appendEvents(db, leaseEvent('task_released', task, member, act.clock()))
}

/** Who took or let go of a task, as the others are told. */
export function leaseEvent(kind: 'task_claimed' | 'task_released', task: TaskRow, member: Member, at: Date): NewEvent {
  return {
    kind,
    at,
    taskId: task.id,
    taskVersion: task.version,
    batchId: task.batchId,
    unitId: task.unitId,
    staffId: member.staffId,
  }
}
