import * as v from 'valibot'
import { MismatchKind } from './call-attempts.ts'
import { Count, Id, Instant, Version } from './common.ts'
import { PageQuery } from './paging.ts'
import { QueueFacts } from './queue-facts.ts'
import { ReportFields } from './report-fields.ts'

/**
 * Where the group message of a report stands: 排队中, 发送中, 已发到群, 没发成. `unknown`: WeCom gave no answer, so the line
 * may or may not be in the group; WeCom cannot be asked, so a person looks and says.
 */
const POST_STATES = ['queued', 'sending', 'sent', 'failed', 'unknown', 'no_group'] as const
export const PostState = v.picklist(POST_STATES)
export type PostState = v.InferOutput<typeof PostState>

/** What is said of a message that WeCom did not answer for. */
export const POST_UNKNOWN = '没有收到政务微信的答复，请先到群里找一下有没有这一条。'

/** `posted` waits to be recorded; `withdrawn` was taken back by whoever made it. */
const REPORT_STATES = ['posted', 'recorded', 'superseded', 'withdrawn'] as const
export const ReportState = v.picklist(REPORT_STATES)
export type ReportState = v.InferOutput<typeof ReportState>

const summaryFields = {
  id: Id,
  taskId: Id,
  code: v.string(),
  unitId: Id,
  unitName: v.string(),
  staffName: v.string(),
  postedAt: Instant,
  state: ReportState,
  /** The text in the group. */
  line: v.string(),
  fields: ReportFields,
  post: v.object({ state: PostState, attempts: Count, problem: v.nullable(v.string()), sentAt: v.nullable(Instant) }),
}

export const ReportSummary = v.object(summaryFields)
export type ReportSummary = v.InferOutput<typeof ReportSummary>

/** A report in the recorder's inbox (录入), with the task it speaks of and what is new in it. */
export const InboxReport = v.object({
  ...summaryFields,
  taskVersion: Version,
  /** What a record of somebody who was not reached leads to. */
  queue: QueueFacts,
  name: v.string(),
  phoneTail: v.string(),
  /** The facts in the order they are read, `isNew` where the task did not know them yet. */
  highlights: v.array(v.object({ text: v.string(), isNew: v.boolean() })),
  /** What the lab says where it differs from what was told (P14). */
  labSays: v.nullable(v.string()),
  /** Why one tap is not enough; null: clear. */
  doubt: v.nullable(v.string()),
})
export type InboxReport = v.InferOutput<typeof InboxReport>

export const ListReportsQuery = v.object({ ...PageQuery.entries, unitId: v.optional(Id) })

export const InboxPage = v.object({
  items: v.array(InboxReport),
  next: v.nullable(v.string()),
  waiting: Count,
  oldestPostedAt: v.nullable(Instant),
})
export type InboxPage = v.InferOutput<typeof InboxPage>

/** What the phone team learned. The server writes the group line from the fields unless the caller edited it. */
export const SubmitReport = v.object({
  version: Version,
  callAttemptId: v.nullable(Id),
  fields: ReportFields,
  mismatchKind: v.optional(MismatchKind),
  /** The text to post when the caller changed it; refused where it holds a full number, ID or name. */
  line: v.optional(v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(600))),
})
export type SubmitReport = v.InferOutput<typeof SubmitReport>
