import {
  DataIssue,
  DataIssuePage,
  type DataIssueState,
  type PassOnDataIssues,
  type ReportDataIssue,
} from '../../../contract/data-issues.ts'
import { http } from '../../http/client.ts'
import { parse } from '../../http/parse.ts'
import { queryOf } from '../../http/query.ts'

/** What is wrong with the data of a task. Throws `not_found`, `invalid_input`. */
export async function reportDataIssue(requestId: string, taskId: string, issue: ReportDataIssue): Promise<DataIssue> {
  return parse(DataIssue, await http.change('POST', `/tasks/${taskId}/data-issues`, { requestId, body: issue }))
}

/** What is wrong in the lists of the led units, oldest first; `after`: `next` of the page before. */
export async function listDataIssues(query: {
  state: DataIssueState
  batchId: string | null
  after: string | null
  limit: number
}): Promise<DataIssuePage> {
  return parse(DataIssuePage, await http.get(`/data-issues${queryOf({ ...query })}`))
}

/** That the sender was told of these, or was not after all. */
export async function passOnDataIssues(requestId: string, told: PassOnDataIssues): Promise<true> {
  await http.change('POST', '/data-issues/passed-on', { requestId, body: told })
  return true
}
