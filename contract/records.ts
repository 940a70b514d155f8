import * as v from 'valibot'
import { Id, Instant, typedText, Version } from './common.ts'
import { ReportFields } from './report-fields.ts'

export const RECORD_STATES = ['current', 'undone', 'superseded'] as const

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

export const UNDO_MINUTES = 10
