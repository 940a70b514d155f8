import { OwnRecords, RecordSummary, type CorrectRecord, type RecordReport } from '../../contract/records.ts'
import { http } from '../lib/http.ts'
import { parse } from '../lib/parse.ts'

/** What this member recorded this shift, newest first, whichever phone or page it was on. */
export async function listOwnRecords(): Promise<OwnRecords> {
  return parse(OwnRecords, await http.get('/records/own'))
}

/** Into the system, as posted or as corrected. Throws `already_recorded`, `task_changed`. */
export async function recordReport(requestId: string, reportId: string, record: RecordReport): Promise<RecordSummary> {
  return parse(RecordSummary, await http.change('POST', `/reports/${reportId}/records`, { requestId, body: record }))
}

/** Within ten minutes the report waits again. Throws `undo_expired`, `record_not_current`, `task_changed`. */
export async function undoRecord(requestId: string, recordId: string, version: number): Promise<RecordSummary> {
  return parse(RecordSummary, await http.change('POST', `/records/${recordId}/undo`, { requestId, body: { version } }))
}

/** A new record, with a reason, in the place of this one. Throws `record_not_current`, `task_changed`. */
export async function correctRecord(
  requestId: string,
  recordId: string,
  correction: CorrectRecord,
): Promise<RecordSummary> {
  const change = { requestId, body: correction }
  return parse(RecordSummary, await http.change('POST', `/records/${recordId}/corrections`, change))
}
