import type { Outcome } from '../../contract/report-fields.ts'
import type { TaskStatus } from '../../contract/tasks.ts'
import { isMissed } from '../calls/outcomes.ts'
import { nextStep } from '../calls/recall.ts'

/** What decides when a task's number is rung again. Moments are UTC. */
export interface Ladder {
  readonly urgent: boolean
  readonly deadlineAt: Date | null
  readonly attemptCount: number
  readonly lastOutcome: Outcome | null
  readonly nextCallAt: Date | null
}

/** A call that is over. */
export interface EndedCall {
  readonly outcome: Outcome
  readonly at: Date
  /** The time agreed, or when to look at the lab again; ISO 8601. */
  readonly callBackAt?: string | null | undefined
}

/** First key of the queue's order: a promise is kept before all else. */
const RANK = { agreed: 0, urgent: 1, callBack: 2, normal: 3 } as const

/** Where a task stands in the queue: agreed times, urgent lists, due repeats, the rest; within each by deadline. */
export function queueRank({ urgent, lastOutcome, nextCallAt }: Omit<Ladder, 'deadlineAt' | 'attemptCount'>): number {
  if (nextCallAt !== null && lastOutcome === 'call_later') return RANK.agreed
  if (urgent) return RANK.urgent
  return nextCallAt === null ? RANK.normal : RANK.callBack
}

/** What a list's new task stands at. */
export const newRank = (urgent: boolean): number => queueRank({ urgent, lastOutcome: null, nextCallAt: null })

/**
 * The queue after a call: to be rung again at a time, or no more, which for a number that was never reached means the
 * door. `attempts` counts this call.
 */
export function afterCall(task: Ladder, { outcome, at, callBackAt }: EndedCall, attempts: number) {
  const { urgent, deadlineAt } = task
  const deadline = deadlineAt?.toISOString()
  const step = nextStep({ outcome, attempts, endedAt: at.toISOString(), urgent, deadlineAt: deadline, callBackAt })
  const nextCallAt = step.kind === 'call' ? new Date(step.dueAt) : null
  const status: TaskStatus = step.kind === 'door' ? 'to_visit' : 'to_call'
  return { status, nextCallAt, rank: queueRank({ urgent, lastOutcome: outcome, nextCallAt }) }
}

/** Whether the phone was tried as often as it is worth, and no time was agreed: somebody goes to the door. */
export const isLadderOver = ({ attemptCount, lastOutcome, nextCallAt }: Ladder): boolean =>
  attemptCount > 0 && nextCallAt === null && lastOutcome !== null && isMissed(lastOutcome)
