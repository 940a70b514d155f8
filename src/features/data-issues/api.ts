import {
  DataIssue,
  DataIssuePage,
  type DataIssueState,
  type PassOnDataIssues,
  type ReportDataIssue,
} from '../../../contract/data-issues.ts'
import { defineChange, typed } from '../../http/change.ts'
import { http } from '../../http/client.ts'
import { parse } from '../../http/parse.ts'
import { queryOf } from '../../http/query.ts'

/** What is wrong with the data of a task. Refused with `not_found`, `invalid_input`. */
export const reportDataIssue = defineChange({
  kind: 'report-data-issue',
  method: 'POST',
  path: '/tasks/:taskId/data-issues',
  label: '数据有误',
  body: typed<ReportDataIssue>(),
  answer: DataIssue,
})

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
export const passOnDataIssues = defineChange({
  kind: 'pass-on-data-issues',
  method: 'POST',
  path: '/data-issues/passed-on',
  label: '转告来源单位',
  body: typed<PassOnDataIssues>(),
})
