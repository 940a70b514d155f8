import { desc, sql } from 'drizzle-orm'
import { UNDO_MINUTES } from '../../contract/common.ts'
import type { RecordSummary } from '../../contract/records.ts'
import { records } from '../db/schema/index.ts'
import { emptyReportFields } from '../../contract/report-fields.ts'
import { shown, UNREADABLE, type Sealer } from '../privacy/sealer.ts'
import { maskFields } from '../privacy/masked-fields.ts'
import { MINUTE_MS } from '../../domain/time/lengths.ts'
import type { TaskRow } from '../access/task-scope.ts'
import { openReason, openRecord } from '../tasks/sealed-report.ts'

export type RecordRow = typeof records.$inferSelect

/**
 * Newest first. Records of one task may be of the same moment, where one selection of a paste holds several: those taken
 * back lie above the one that speaks, and that above what it superseded.
 */
export const newestRecordFirst = [
  desc(records.recordedAt),
  sql`${records.undoneAt} asc nulls last`,
  sql`${records.supersededBy} is not null`,
]

export const undoUntil = (record: Pick<RecordRow, 'recordedAt'>) =>
  new Date(record.recordedAt.getTime() + UNDO_MINUTES * MINUTE_MS)

export function recordSummaryOf(
  sealer: Sealer,
  record: RecordRow,
  staffName: string,
  { unitId, version: taskVersion }: Pick<TaskRow, 'unitId' | 'version'>,
): RecordSummary {
  return {
    id: record.id,
    taskId: record.taskId,
    taskVersion,
    reportId: record.reportId,
    staffName,
    recordedAt: record.recordedAt.toISOString(),
    undoUntil: undoUntil(record).toISOString(),
    state: record.undoneAt ? 'undone' : record.supersededBy ? 'superseded' : 'current',
    fields: maskFields(shown(() => openRecord(sealer, record, unitId), emptyReportFields())),
    reason: shown(() => openReason(sealer, record, unitId), UNREADABLE),
  }
}
