import { and, eq } from 'drizzle-orm'
import type { TaskDetail } from '../../contract/tasks.ts'
import type { Deps, Member } from '../app-env.ts'
import type { Db } from '../db/db.ts'
import { tasks } from '../db/schema/index.ts'
import { DomainError } from '../errors.ts'
import { appendEvents, type NewEvent } from '../journal/append-event.ts'
import { detailOf } from '../task-detail/get-task.ts'
import { leaseEnd, requireFree } from './lease.ts'
import { lockOwnTask, type TaskRow } from '../access/task-scope.ts'

/**
 * Holds a task for three minutes, or renews the hold. Holding changes nothing about the task, so its version stays.
 * @throws DomainError `not_found`, `task_closed`, `task_held`
 */
export async function claimTask(deps: Deps, tx: Db, member: Member, taskId: string): Promise<TaskDetail> {
  const now = deps.clock()
  const task = await lockOwnTask(tx, member, ['caller'], taskId)
  if (task.status === 'closed') throw new DomainError('task_closed')
  await requireFree(tx, task, member, now)
  const isNew = task.leaseStaffId !== member.staffId
  const lease = { leaseStaffId: member.staffId, leaseUntil: leaseEnd(now) }
  await tx.update(tasks).set(lease).where(eq(tasks.id, taskId))
  if (isNew) await appendEvents(tx, leaseEvent('task_claimed', task, member, now))
  return detailOf(deps, tx, member, { ...task, ...lease })
}

/** Lets go of a task; letting go of what one does not hold changes nothing. */
export async function releaseTask(deps: Deps, tx: Db, member: Member, taskId: string): Promise<void> {
  const task = await lockOwnTask(tx, member, ['caller'], taskId)
  if (task.leaseStaffId !== member.staffId) return
  await tx
    .update(tasks)
    .set({ leaseStaffId: null, leaseUntil: null })
    .where(and(eq(tasks.id, taskId), eq(tasks.leaseStaffId, member.staffId)))
  await appendEvents(tx, leaseEvent('task_released', task, member, deps.clock()))
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
