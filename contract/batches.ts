import * as v from 'valibot'
import { Count, Id, Instant, typedText } from './common.ts'
import { ColumnChoices, IntakeAnswer, IntakeField, RejectedRow } from './intake.ts'
import { RuleName } from './rules.ts'

const BATCH_STATUSES = ['open', 'closed', 'rolled_back'] as const
export const BatchStatus = v.picklist(BATCH_STATUSES)
export type BatchStatus = v.InferOutput<typeof BatchStatus>

const batchFields = {
  id: Id,
  name: v.string(),
  source: v.string(),
  fileName: v.string(),
  status: BatchStatus,
  receivedAt: Instant,
  deadlineAt: v.nullable(Instant),
  urgent: v.boolean(),
  ruleName: v.string(),
  /** Of the whole list. */
  rows: Count,
  new: Count,
  linked: Count,
  merged: Count,
  rejected: Count,
  /** Of the reader's communities. */
  tasks: Count,
  recorded: Count,
  matched: Count,
  exempt: Count,
  /** Nobody called, reported or recorded anything yet, so it can be rolled back as a whole. */
  untouched: v.boolean(),
  /** One line to pass upward: how far the list is and how much time is left. No personal data. */
  statusLine: v.string(),
}

/** One list handed down (名单批次). */
export const Batch = v.object(batchFields)
export type Batch = v.InferOutput<typeof Batch>

export const BatchList = v.object({ batches: v.array(Batch) })
export type BatchList = v.InferOutput<typeof BatchList>

/** A community and how many tasks of a list are its own. */
export const CommunityShare = v.object({ unitId: Id, name: v.string(), tasks: Count })
export type CommunityShare = v.InferOutput<typeof CommunityShare>

/** What a column of the sender's is read as. */
export const BatchColumn = v.object({ sheet: v.nullable(v.string()), header: v.string(), field: IntakeField })
export type BatchColumn = v.InferOutput<typeof BatchColumn>

export const BatchDetail = v.object({
  ...batchFields,
  columns: v.array(BatchColumn),
  rejects: v.array(RejectedRow),
  communities: v.array(CommunityShare),
})
export type BatchDetail = v.InferOutput<typeof BatchDetail>

/** A column in the preview. */
export const PreviewColumn = v.object({
  ...BatchColumn.entries,
  /** Nobody knows the header: the importer is asked once. */
  unknown: v.boolean(),
  /** Decided by a person, now or for an earlier list of this sender. */
  chosen: v.boolean(),
  /** The first values as the task will show them, masked. */
  examples: v.array(v.string()),
})
export type PreviewColumn = v.InferOutput<typeof PreviewColumn>

/** What would become of a list if it were imported now. */
export const ImportPreview = v.object({
  answer: IntakeAnswer,
  /** What the list may be called: the name of its file, where that tells nobody. */
  name: v.string(),
  columns: v.array(PreviewColumn),
  communities: v.array(CommunityShare),
  /** Tasks whose row names no community the reader leads; a community must be chosen for them. */
  unplaced: Count,
  /** The sender whose earlier lists have the same columns. */
  source: v.nullable(v.string()),
  /** Deadlines the rows themselves give, the one of most tasks first; they go before the deadline of the list. */
  deadlines: v.optional(v.array(v.object({ at: Instant, tasks: Count })), []),
  /** Senders of earlier lists, newest first. */
  sources: v.array(v.string()),
  /** This very file was imported before. */
  known: v.boolean(),
})
export type ImportPreview = v.InferOutput<typeof ImportPreview>

/** Where the status line goes: the bulletin group nearest to the reader's unit. */
export const StatusPost = v.object({ groupName: v.string(), line: v.string() })
export type StatusPost = v.InferOutput<typeof StatusPost>

const Source = typedText(40)

/** Part `settings` (JSON) beside part `file` of `POST /api/batches/preview`. */
export const PreviewSettings = v.object({
  source: v.optional(v.nullable(Source), null),
  columns: v.optional(ColumnChoices, {}),
})
export type PreviewSettings = v.InferOutput<typeof PreviewSettings>

/** Part `settings` (JSON) beside part `file` of `POST /api/batches`. */
export const ImportSettings = v.object({
  name: typedText(60),
  source: Source,
  ruleName: RuleName,
  deadlineAt: v.nullable(Instant),
  urgent: v.boolean(),
  /** For tasks whose row names no community. */
  unitId: v.nullable(Id),
  /** Tasks whose row names no community are left out and listed; `unitId` is then not needed. */
  leaveOut: v.optional(v.boolean(), false),
  columns: v.optional(ColumnChoices, {}),
})
export type ImportSettings = v.InferOutput<typeof ImportSettings>

export const MAX_LIST_BYTES = 10 * 1024 * 1024
