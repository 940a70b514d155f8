import * as v from 'valibot'
import { Id, Instant, typedText, Version } from './common.ts'
import { ReportFields } from './report-fields.ts'

const RECORD_STATES = ['current', 'undone', 'superseded'] as const

/** What the data team confirmed; can be undone for ten minutes, is superseded after that, never overwritten. */
export const RecordSummary = v.object({
  id: Id,
  taskId: Id,
  /** The task's version after this change; an undo is sent with it. */
  taskVersion: Version,
  reportId: v.nullable(Id),
  staffName: v.string(),
  recordedAt: Instant,
  undoUntil: Instant,
  state: v.picklist(RECORD_STATES),
  fields: ReportFields,
  reason: v.nullable(v.string()),
})
export type RecordSummary = v.InferOutput<typeof RecordSummary>

/** One tap records the report as it is; `fields` only where the recorder corrected something. */
export const RecordReport = v.object({ version: Version, fields: v.optional(ReportFields) })
export type RecordReport = v.InferOutput<typeof RecordReport>

export const CorrectRecord = v.object({ version: Version, fields: ReportFields, reason: typedText(200) })
export type CorrectRecord = v.InferOutput<typeof CorrectRecord>

export const UndoRecord = v.object({ version: Version })
export type UndoRecord = v.InferOutput<typeof UndoRecord>

/** What a later record of the task took the place of: it stays visible. */
export const SupersededRecord = v.object({
  by: v.string(),
  at: Instant,
  /** What it said, in the words of the screens; the address only as given or not. */
  told: v.string(),
  reason: v.nullable(v.string()),
})
export type SupersededRecord = v.InferOutput<typeof SupersededRecord>

/** A record in the list 刚录入的 of the recorder who made it, with the task it is of; masked. */
export const OwnRecord = v.object({
  record: RecordSummary,
  code: v.string(),
  name: v.string(),
  phoneTail: v.string(),
  /** The text in the group; empty where it was recorded from pasted text, which is not kept. */
  line: v.string(),
  /** Records of the task that this one superseded, newest first. */
  superseded: v.array(SupersededRecord),
  /** Who took it back or put another in its place; null while it stands. */
  changed: v.nullable(v.object({ by: v.string(), at: Instant })),
})
export type OwnRecord = v.InferOutput<typeof OwnRecord>

/** Own records of this shift are listed, newest first: to be undone for ten minutes and corrected after that. */
export const OWN_RECORD_HOURS = 12
export const MAX_OWN_RECORDS = 100

export const OwnRecords = v.object({ items: v.pipe(v.array(OwnRecord), v.maxLength(MAX_OWN_RECORDS)) })
export type OwnRecords = v.InferOutput<typeof OwnRecords>
