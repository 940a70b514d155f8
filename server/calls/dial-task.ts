import { eq } from 'drizzle-orm'
import type { DialAnswer, DialTask } from '../../contract/tasks.ts'
import type { Act } from '../act.ts'
import { only } from '../db/db.ts'
import { callAttempts, tasks } from '../db/schema/index.ts'
import { DomainError } from '../errors.ts'
import { appendEvents } from '../journal/append-event.ts'
import { takeLook } from '../looks/take-look.ts'
import { isPurged } from '../tasks/purged.ts'
import { matchTask } from '../test-results/match-task.ts'
import { changeTask, requireVersion } from '../tasks/change-task.ts'
import { requireHand } from '../tasks/hands.ts'
import { holds, leaseEnd, requireFree } from '../tasks/lease.ts'
import { lockOwnTask, type TaskRow } from '../access/task-scope.ts'
import { openPhone } from '../tasks/sealed-task.ts'
import { lockNumber } from './number-memory.ts'
import { listOwnCalls } from './own-calls.ts'
import { requireRingable } from './require-ringable.ts'

/** The hotline that shows at the resident's; calls from it are not taken for fraud. */
const CALLER_LINE = '12320'

/** What `DialAnswer` says, with the task as it is now. */
export type Dialled = WithRow<Extract<DialAnswer, { dial: true }>> | WithRow<Extract<DialAnswer, { dial: false }>>
type WithRow<Answer> = Omit<Answer, 'task'> & { task: TaskRow }

/**
 * Asks the lab, then hands out the number, where it may be rung now. A task matched by now is not dialled: the call avoided is
 * counted instead. A call of one's own that has no end yet is continued. The audit entry is written before the number
 * leaves, and in the same transaction.
 * @throws DomainError `not_found`, `purged`, `task_closed`, `task_held`, `task_changed`, `hands_full`, `look_limit`, and those of
 * `requireRingable`
 */
export async function dialTask(act: Act, taskId: string, { version, confirm = false }: DialTask): Promise<Dialled> {
  const { db, member } = act
  const now = act.clock()
  const found = await lockOwnTask(act, ['caller'], taskId)
  const task = await matchTask(db, found, now)
  if (task.matchedAt !== null) return avoid(act, task, now)
  if (isPurged(task)) throw new DomainError('purged')
  if (task.status === 'closed') throw new DomainError('task_closed')
  await requireFree(act, task, now)
  await requireVersion(db, found, version)
  await lockNumber(db, task)
  const [own] = holds(task, member.staffId, now) ? await listOwnCalls(act, now, taskId) : []
  if (!own) await requireRingable(act, task, confirm, now)
  await requireHand(act, task, now)
  await takeLook(act, { kind: 'dial', roles: ['caller'], task, field: 'phone' })
  const phone = openPhone(act.sealer, task)
  if (own) {
    const lease = { leaseStaffId: member.staffId, leaseUntil: leaseEnd(now) }
    await db.update(tasks).set(lease).where(eq(tasks.id, taskId))
    return { dial: true, callAttemptId: own.attemptId, phone, callerLine: CALLER_LINE, task: { ...task, ...lease } }
  }
  const attempt = only(
    await db
      .insert(callAttempts)
      .values({ taskId, staffId: member.staffId, startedAt: now })
      .returning({ id: callAttempts.id }),
  )
  const dialled = await changeTask(
    db,
    task,
    { leaseStaffId: member.staffId, leaseUntil: leaseEnd(now), rungAt: now },
    { kind: 'task_dialled', at: now, staffId: member.staffId },
  )
  return { dial: true, callAttemptId: attempt.id, phone, callerLine: CALLER_LINE, task: dialled }
}

async function avoid(act: Act, task: TaskRow, now: Date): Promise<Dialled> {
  await appendEvents(act.db, {
    kind: 'call_avoided',
    at: now,
    taskId: task.id,
    batchId: task.batchId,
    unitId: task.unitId,
    staffId: act.member.staffId,
    taskVersion: task.version,
  })
  return { dial: false, avoided: task.closedReason ?? '核酸已匹配', task }
}
