import * as v from 'valibot'
import { Count, Id, Instant } from './common.ts'

export const BATCH_STATUSES = ['open', 'closed', 'rolled_back'] as const
export const BatchStatus = v.picklist(BATCH_STATUSES)
export type BatchStatus = v.InferOutput<typeof BatchStatus>

/** One list handed down (名单批次). */
export const Batch = v.object({
  id: Id,
  name: v.string(),
  source: v.string(),
  fileName: v.string(),
  status: BatchStatus,
  receivedAt: Instant,
  deadlineAt: v.nullable(Instant),
  urgent: v.boolean(),
  ruleName: v.string(),
  rows: Count,
  new: Count,
  linked: Count,
  merged: Count,
  rejected: Count,
  tasks: Count,
  recorded: Count,
  matched: Count,
})
export type Batch = v.InferOutput<typeof Batch>

export const BatchList = v.object({ batches: v.array(Batch) })
export type BatchList = v.InferOutput<typeof BatchList>
