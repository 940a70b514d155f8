import { and, eq, isNull } from 'drizzle-orm'
import type { MismatchKind, RecordCall, SaysTested } from '../../contract/call-attempts.ts'
import type { Outcome } from '../../contract/report-fields.ts'
import type { TaskDetail } from '../../contract/tasks.ts'
import { localDay } from '../../domain/dates.ts'
import { nextStep } from '../../domain/calls/recall.ts'
import { MOVES } from '../../domain/tasks/status.ts'
import type { Deps, Member } from '../app-env.ts'
import { only, type Db } from '../db/db.ts'
import { callAttempts } from '../db/schema/index.ts'
import { DomainError } from '../errors.ts'
import { changeTask, requireVersion } from '../tasks/change-task.ts'
import { detailOf } from '../task-detail/get-task.ts'
import { requireFree } from '../tasks/lease.ts'
import { RANK_DOOR, rankOf } from '../tasks/rank.ts'
import { lockOwnTask, type TaskRow } from '../access/task-scope.ts'

/**
 * Notes a call in which nobody could tell anything; the task comes up again by the attempt ladder.
 * @throws DomainError `not_found`, `task_closed`, `task_held`, `task_changed`, `invalid_input` for a test of tomorrow
 */
export async function recordCall(
  deps: Deps,
  tx: Db,
  member: Member,
  taskId: string,
  call: RecordCall,
): Promise<TaskDetail> {
  const now = deps.clock()
  const task = await lockOwnTask(tx, member, ['caller'], taskId)
  if (task.status === 'closed') throw new DomainError('task_closed')
  await requireFree(tx, task, member, now)
  await requireVersion(tx, task, call.version)
  const { outcome, callBackAt, saysTested = null } = call
  refuseFutureTest(saysTested, now)
  await endAttempt(tx, member, task, { id: call.callAttemptId, outcome, callBackAt, saysTested, at: now })
  const changed = await changeTask(
    tx,
    task,
    { ...MOVES.call(task, { outcome, at: now }), ...nextCall(task, call, now) },
    {
      kind: 'call_recorded',
      at: now,
      staffId: member.staffId,
      data: saysTested === null ? { outcome } : { outcome, saysTested: true },
    },
  )
  return detailOf(deps, tx, member, changed)
}

function refuseFutureTest(saysTested: SaysTested | null, now: Date): void {
  if (saysTested === null || saysTested.on === null || saysTested.on <= localDay(now.getTime())) return
  throw new DomainError('invalid_input', { fields: [{ path: 'saysTested.on', problem: 'not yet' }] })
}

function nextCall(task: TaskRow, { outcome, callBackAt }: RecordCall, now: Date) {
  const deadlineAt = task.deadlineAt?.toISOString()
  const step = nextStep({
    outcome,
    attempts: task.attemptCount + 1,
    endedAt: now.toISOString(),
    deadlineAt,
    callBackAt,
  })
  if (step.kind === 'call') return { nextCallAt: new Date(step.dueAt), rank: rankOf(task) }
  return { nextCallAt: null, rank: RANK_DOOR }
}

interface EndedCall {
  id: string | null
  outcome: Outcome | null
  mismatchKind?: MismatchKind | undefined
  callBackAt?: string | null
  saysTested?: SaysTested | null
  at: Date
}

/** Ends the attempt that the dial began, or writes one down whole where the call was made from another phone. */
export async function endAttempt(tx: Db, member: Member, task: TaskRow, call: EndedCall): Promise<string> {
  const ended = {
    outcome: call.outcome,
    mismatchKind: call.mismatchKind ?? null,
    callBackAt: call.callBackAt ? new Date(call.callBackAt) : null,
    saysTested: Boolean(call.saysTested),
    saysTestedOn: call.saysTested?.on ?? null,
    endedAt: call.at,
  }
  if (call.id === null) {
    const made = { taskId: task.id, staffId: member.staffId, startedAt: call.at, ...ended }
    return only(await tx.insert(callAttempts).values(made).returning({ id: callAttempts.id })).id
  }
  const open = and(eq(callAttempts.id, call.id), eq(callAttempts.taskId, task.id), isNull(callAttempts.endedAt))
  const [attempt] = await tx.update(callAttempts).set(ended).where(open).returning({ id: callAttempts.id })
  if (!attempt) throw new DomainError('not_found')
  return attempt.id
}
