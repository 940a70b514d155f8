import { and, eq, isNull } from 'drizzle-orm'
import { UNDO_MINUTES } from '../../contract/common.ts'
import { MINUTE_MS } from '../../domain/time/lengths.ts'
import type { MismatchKind, SaysTested } from '../../contract/call-attempts.ts'
import { beforeWork, type TaskState } from '../../domain/tasks/status.ts'
import type { Outcome } from '../../contract/report-fields.ts'
import type { TaskRow } from '../access/task-scope.ts'
import type { Act } from '../act.ts'
import { only } from '../db/db.ts'
import { callAttempts } from '../db/schema/index.ts'
import { DomainError } from '../errors.ts'

/** Until when the end of a call may be taken back. */
export const endOfUndo = (endedAt: Date): Date => new Date(endedAt.getTime() + UNDO_MINUTES * MINUTE_MS)

interface EndedCall {
  id: string | null
  outcome: Outcome | null
  mismatchKind?: MismatchKind | undefined
  callBackAt?: string | null
  saysTested?: SaysTested | null
  at: Date
  /** What the end of the call makes of the task. */
  moved: Pick<TaskState, 'attemptCount'>
}

/** Ends the attempt that the dial began, or writes one down whole where the call was made from another phone. */
export async function endAttempt(act: Act, task: TaskRow, call: EndedCall): Promise<string> {
  const { db } = act
  const ended = {
    outcome: call.outcome,
    mismatchKind: call.mismatchKind ?? null,
    callBackAt: call.callBackAt ? new Date(call.callBackAt) : null,
    saysTested: Boolean(call.saysTested),
    saysTestedOn: call.saysTested?.on ?? null,
    endedAt: call.at,
    before: { ...beforeWork(task, call.moved), version: task.version + 1 },
  }
  if (call.id === null) {
    const made = { taskId: task.id, staffId: act.member.staffId, startedAt: call.at, ...ended }
    return only(await db.insert(callAttempts).values(made).returning({ id: callAttempts.id })).id
  }
  const open = and(eq(callAttempts.id, call.id), eq(callAttempts.taskId, task.id), isNull(callAttempts.endedAt))
  const [attempt] = await db.update(callAttempts).set(ended).where(open).returning({ id: callAttempts.id })
  if (!attempt) throw new DomainError('not_found')
  return attempt.id
}
