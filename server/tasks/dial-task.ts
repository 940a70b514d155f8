import type { DialAnswer } from '../../contract/tasks.ts'
import type { Deps, Member } from '../app-env.ts'
import { appendAuditEntry } from '../journal/append-audit-entry.ts'
import { only, type Db } from '../db/db.ts'
import { callAttempts } from '../db/schema/index.ts'
import { DomainError } from '../errors.ts'
import { appendEvents } from '../journal/append-event.ts'
import { isPurged } from '../purge/purged.ts'
import { matchTask } from '../test-results/match-task.ts'
import { changeTask, requireVersion } from './change-task.ts'
import { detailOf } from '../task-detail/get-task.ts'
import { leaseEnd, requireFree } from './lease.ts'
import { lockOwnTask, type TaskRow } from '../access/task-scope.ts'

/** The hotline that shows at the resident's; calls from it are not taken for fraud. */
const CALLER_LINE = '12320'

/**
 * Asks the lab, then hands out the number. A task matched by now is not dialled: the call avoided is counted instead.
 * The audit entry is written before the number leaves, and in the same transaction.
 * @throws DomainError `not_found`, `purged`, `task_closed`, `task_held`, `task_changed`
 */
export async function dialTask(
  deps: Deps,
  tx: Db,
  member: Member,
  taskId: string,
  version: number,
): Promise<DialAnswer> {
  const now = deps.clock()
  const found = await lockOwnTask(tx, member, ['caller'], taskId)
  const task = await matchTask(tx, found, now)
  if (task.matchedAt !== null) return avoid(deps, tx, member, task, now)
  if (isPurged(task)) throw new DomainError('purged')
  if (task.status === 'closed') throw new DomainError('task_closed')
  await requireFree(tx, task, member, now)
  await requireVersion(tx, found, version)
  await appendAuditEntry(tx, {
    chain: task.unitId,
    at: now,
    staffId: member.staffId,
    action: 'dial',
    taskId,
    phoneHash: task.phoneHash,
    field: 'phone',
  })
  const attempt = only(
    await tx
      .insert(callAttempts)
      .values({ taskId, staffId: member.staffId, startedAt: now })
      .returning({ id: callAttempts.id }),
  )
  const dialled = await changeTask(
    tx,
    task,
    { leaseStaffId: member.staffId, leaseUntil: leaseEnd(now), calledAt: task.calledAt ?? now },
    { kind: 'task_dialled', at: now, staffId: member.staffId },
  )
  const phone = deps.sealer.open(task.phoneSealed)
  return {
    dial: true,
    callAttemptId: attempt.id,
    phone,
    callerLine: CALLER_LINE,
    task: await detailOf(deps, tx, member, dialled),
  }
}

async function avoid(deps: Deps, tx: Db, member: Member, task: TaskRow, now: Date): Promise<DialAnswer> {
  await appendEvents(tx, {
    kind: 'call_avoided',
    at: now,
    taskId: task.id,
    batchId: task.batchId,
    unitId: task.unitId,
    staffId: member.staffId,
    taskVersion: task.version,
  })
  return { dial: false, avoided: task.closedReason ?? '核酸已匹配', task: await detailOf(deps, tx, member, task) }
}
