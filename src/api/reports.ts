import { InboxPage, ReportSummary, type SubmitReport } from '../../contract/reports.ts'
import { TaskDetail } from '../../contract/tasks.ts'
import { http } from '../lib/http.ts'
import { parse } from '../lib/parse.ts'
import { queryOf } from '../lib/query.ts'

/** What was learned, into the system and as a line into the group. */
export async function submitReport(requestId: string, taskId: string, report: SubmitReport): Promise<TaskDetail> {
  return parse(TaskDetail, await http.change('POST', `/tasks/${taskId}/reports`, { requestId, body: report }))
}

/** Try a failed group message again. */
export async function postReport(requestId: string, reportId: string): Promise<ReportSummary> {
  return parse(ReportSummary, await http.change('POST', `/reports/${reportId}/post`, { requestId }))
}

export interface InboxQuery {
  /** `next` of the page before; null: the oldest ones. */
  after: string | null
  limit: number
}

/** Reports of the own communities that wait to be recorded, oldest first. */
export async function listInbox(query: InboxQuery): Promise<InboxPage> {
  return parse(InboxPage, await http.get(`/reports${queryOf({ ...query })}`))
}
