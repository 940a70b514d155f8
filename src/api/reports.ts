import { ReportSummary, type SubmitReport } from '../../contract/reports.ts'
import { TaskDetail } from '../../contract/tasks.ts'
import { http } from '../lib/http.ts'
import { parse } from '../lib/parse.ts'

/** What was learned, into the system and as a line into the group. */
export async function submitReport(requestId: string, taskId: string, report: SubmitReport): Promise<TaskDetail> {
  return parse(TaskDetail, await http.change('POST', `/tasks/${taskId}/reports`, { requestId, body: report }))
}

/** Try a failed group message again. */
export async function postReport(requestId: string, reportId: string): Promise<ReportSummary> {
  return parse(ReportSummary, await http.change('POST', `/reports/${reportId}/post`, { requestId }))
}
