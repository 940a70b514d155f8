import type { QueueFacts } from '../../contract/queue-facts.ts'
import type { TaskRow } from '../access/task-scope.ts'

/** What decides when the number is rung again; `attempts` with the call that is told of. */
export const queueFactsOf = ({ urgent, deadlineAt }: TaskRow, attempts: number): QueueFacts => ({
  attempts,
  urgent,
  deadlineAt: deadlineAt?.toISOString() ?? null,
})
