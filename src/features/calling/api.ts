import type { RecordCall } from '../../../contract/call-attempts.ts'
import { ReportSummary, type SubmitReport } from '../../../contract/reports.ts'
import { TaskDetail } from '../../../contract/tasks.ts'
import { http } from '../../http/client.ts'
import { parse } from '../../http/parse.ts'

/** How a call ended where nobody told anything. */
export async function recordCall(requestId: string, taskId: string, call: RecordCall): Promise<TaskDetail> {
  return parse(TaskDetail, await http.change('POST', `/tasks/${taskId}/call-attempts`, { requestId, body: call }))
}

/** What was learned, into the system and as a line into the group. */
export async function submitReport(requestId: string, taskId: string, report: SubmitReport): Promise<TaskDetail> {
  return parse(TaskDetail, await http.change('POST', `/tasks/${taskId}/reports`, { requestId, body: report }))
}

/** Try a failed group message again. */
export async function postReport(requestId: string, reportId: string): Promise<ReportSummary> {
  return parse(ReportSummary, await http.change('POST', `/reports/${reportId}/post`, { requestId }))
}
