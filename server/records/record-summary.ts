import { UNDO_MINUTES, type RecordSummary } from '../../contract/records.ts'
import type { ReportFields } from '../../contract/report-fields.ts'
import type { records } from '../db/schema/index.ts'
import { openJson, type Sealer } from '../privacy/sealer.ts'
import { maskFields } from '../privacy/masked-fields.ts'

export type RecordRow = typeof records.$inferSelect

export const undoUntil = (record: Pick<RecordRow, 'recordedAt'>) =>
  new Date(record.recordedAt.getTime() + UNDO_MINUTES * 60_000)

export function recordSummaryOf(
  sealer: Sealer,
  record: RecordRow,
  staffName: string,
  taskVersion: number,
): RecordSummary {
  return {
    id: record.id,
    taskId: record.taskId,
    taskVersion,
    reportId: record.reportId,
    staffName,
    recordedAt: record.recordedAt.toISOString(),
    undoUntil: undoUntil(record).toISOString(),
    state: record.undoneAt ? 'undone' : record.supersededAt ? 'superseded' : 'current',
    fields: maskFields(openJson<ReportFields>(sealer, record.fieldsSealed)),
    reason: record.reasonSealed && sealer.open(record.reasonSealed),
  }
}
