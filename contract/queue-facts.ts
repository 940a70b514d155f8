import * as v from 'valibot'
import { Count, Instant } from './common.ts'

/** What decides when a number is rung again. */
export const QueueFacts = v.object({
  /** Calls, with the one that is told of. */
  attempts: Count,
  urgent: v.boolean(),
  deadlineAt: v.nullable(Instant),
})
export type QueueFacts = v.InferOutput<typeof QueueFacts>
