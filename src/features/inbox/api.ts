import { OwnRecords, RecordSummary, type CorrectRecord, type RecordReport } from '../../../contract/records.ts'
import { InboxPage } from '../../../contract/reports.ts'
import { http } from '../../http/client.ts'
import { parse } from '../../http/parse.ts'
import { queryOf } from '../../http/query.ts'

export interface InboxQuery {
  /** `next` of the page before; null: the oldest ones. */
  after: string | null
  limit: number
}

/** Reports of the own communities that wait to be recorded, oldest first. */
export async function listInbox(query: InboxQuery): Promise<InboxPage> {
  return parse(InboxPage, await http.get(`/reports${queryOf({ ...query })}`))
}

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
