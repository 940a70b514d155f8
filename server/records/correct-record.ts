import type { CorrectRecord, RecordSummary } from '../../contract/records.ts'
import type { Act } from '../act.ts'
import { unmaskFields } from '../privacy/masked-fields.ts'
import { requireVersion } from '../tasks/change-task.ts'
import { recordSummaryOf } from './record-summary.ts'
import { lockRecord } from './undo-record.ts'
import { writeRecord } from './write-record.ts'
import { openRecord } from '../tasks/sealed-report.ts'

/**
 * Puts a new record, with a reason, in the place of one that can no longer be undone. Both stay visible.
 * @throws DomainError `not_found`, `record_not_current`, `task_changed`
 */
export async function correctRecord(act: Act, recordId: string, input: CorrectRecord): Promise<RecordSummary> {
  const { record, task } = await lockRecord(act, recordId)
  await requireVersion(act.db, task, input.version)
  const fields = unmaskFields(input.fields, openRecord(act.sealer, record, task.unitId))
  const written = await writeRecord(act, task, {
    reportId: record.reportId,
    fields,
    kind: 'record_corrected',
    reason: input.reason,
  })
  return recordSummaryOf(act.sealer, written.record, act.member.name, written.task)
}
