import { and, eq, isNull } from 'drizzle-orm'
import type { MismatchKind, SaysTested } from '../../contract/call-attempts.ts'
import type { Outcome } from '../../contract/report-fields.ts'
import type { TaskRow } from '../access/task-scope.ts'
import type { Act } from '../act.ts'
import { only } from '../db/db.ts'
import { callAttempts } from '../db/schema/index.ts'
import { DomainError } from '../errors.ts'

interface EndedCall {
  id: string | null
  outcome: Outcome | null
  mismatchKind?: MismatchKind | undefined
  callBackAt?: string | null
  saysTested?: SaysTested | null
  at: Date
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
