import type { RecordCall, SaysTested } from '../../contract/call-attempts.ts'
import { dayAt } from '../../domain/time/clock.ts'
import { MOVES } from '../../domain/tasks/status.ts'
import type { Act } from '../act.ts'
import { DomainError } from '../errors.ts'
import { changeTask, requireOpen, requireVersion } from '../tasks/change-task.ts'
import { endAttempt } from '../tasks/end-attempt.ts'
import { requireFree } from '../tasks/lease.ts'
import { lockOwnTask, type TaskRow } from '../access/task-scope.ts'

/**
 * Notes a call in which nobody could tell anything; the task comes up again by the attempt ladder.
 * @throws DomainError `not_found`, `task_closed`, `task_held`, `task_changed`, `invalid_input` for a test of tomorrow
 */
export async function recordCall(act: Act, taskId: string, call: RecordCall): Promise<TaskRow> {
  const { db } = act
  const now = act.clock()
  const task = await lockOwnTask(act, ['caller'], taskId)
  await requireOpen(db, task, call.version)
  await requireFree(act, task, now)
  await requireVersion(db, task, call.version)
  const { outcome, callBackAt, saysTested = null } = call
  refuseFutureTest(saysTested, now)
  const moved = MOVES.call(task, { outcome, at: now, callBackAt })
  await endAttempt(act, task, { id: call.callAttemptId, outcome, callBackAt, saysTested, at: now, moved })
  const changed = await changeTask(db, task, moved, {
    kind: 'call_recorded',
    at: now,
    staffId: act.member.staffId,
    data: saysTested === null ? { outcome } : { outcome, saysTested: true },
  })
  return changed
}

function refuseFutureTest(saysTested: SaysTested | null, now: Date): void {
  if (saysTested === null || saysTested.on === null || saysTested.on <= dayAt(now.getTime())) return
  throw new DomainError('invalid_input', { fields: [{ path: 'saysTested.on', problem: 'not yet' }] })
}
