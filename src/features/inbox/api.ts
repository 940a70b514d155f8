import {
  OwnRecords,
  RecordSummary,
  type CorrectRecord,
  type RecordReport,
  type UndoRecord,
} from '../../../contract/records.ts'
import { InboxPage } from '../../../contract/reports.ts'
import { defineChange, typed } from '../../http/change.ts'
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

/** Into the system, as posted or as corrected. Refused with `already_recorded`, `task_changed`. */
export const recordReport = defineChange({
  kind: 'record-report',
  method: 'POST',
  path: '/reports/:reportId/records',
  label: '录入',
  body: typed<RecordReport>(),
  answer: RecordSummary,
  waits: true,
})

/** Within ten minutes the report waits again. Refused with `undo_expired`, `record_not_current`, `task_changed`. */
export const undoRecord = defineChange({
  kind: 'undo-record',
  method: 'POST',
  path: '/records/:recordId/undo',
  label: '撤销',
  body: typed<UndoRecord>(),
  answer: RecordSummary,
  waits: true,
})

/** A new record, with a reason, in the place of this one. Refused with `record_not_current`, `task_changed`. */
export const correctRecord = defineChange({
  kind: 'correct-record',
  method: 'POST',
  path: '/records/:recordId/corrections',
  label: '更正',
  body: typed<CorrectRecord>(),
  answer: RecordSummary,
})
