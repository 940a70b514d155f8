import * as v from 'valibot'

/** One step somebody else took on a task since the reader last looked; `by` is a staff member's name. */
export const TaskChange = v.object({
  kind: v.string(),
  text: v.string(),
  by: v.nullable(v.string()),
  at: v.pipe(v.string(), v.isoTimestamp()),
})
export type TaskChange = v.InferOutput<typeof TaskChange>

/** What an answer that is not 2xx says beside its code. */
export const ErrorDetails = v.object({
  message: v.string(),
  /** Only with `invalid_input`: the path of the field and what is wrong with it. */
  fields: v.optional(v.array(v.object({ path: v.string(), problem: v.string() }))),
  /** Only with a file that is refused for one of its rows: the row as a person counts them; the message names it too. */
  row: v.optional(v.number()),
  /** Only with `task_changed` and `task_held`: what others did meanwhile. */
  changes: v.optional(v.array(TaskChange)),
  /** Only where a number is not rung now: from when it may be. */
  again: v.optional(v.pipe(v.string(), v.isoTimestamp())),
  /** Only with that: asked once more with `confirm`, it is rung. */
  confirmable: v.optional(v.boolean()),
})
export type ErrorDetails = v.InferOutput<typeof ErrorDetails>
