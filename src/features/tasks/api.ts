import type { ReportFields } from '../../../contract/report-fields.ts'
import {
  DialAnswer,
  TaskDetail,
  TaskPage,
  type AssignSample,
  type TaskBucket,
  type UnassignSample,
} from '../../../contract/tasks.ts'
import { http, type Change } from '../../http/client.ts'
import { parse } from '../../http/parse.ts'
import { queryOf } from '../../http/query.ts'

export interface TaskQuery {
  bucket: TaskBucket
  /** `next` of the page before; null: from the top. */
  after?: string | null
  limit: number
  /** A task code or the last four digits of a number. */
  search?: string
  /** Only tasks of this unit and those below it. */
  unitId?: string
}

/** One page, most urgent first. The first one may be on its way already: the early script asks for it by this very path. */
export async function listTasks({ bucket, limit, search, after, unitId }: TaskQuery): Promise<TaskPage> {
  return parse(TaskPage, await http.get(`/tasks${queryOf({ bucket, limit, search, after, unitId })}`))
}

export async function getTask(taskId: string): Promise<TaskDetail> {
  return parse(TaskDetail, await http.get(`/tasks/${taskId}`))
}

/** Take or renew the task for three minutes. Throws `task_held` where a colleague has it. */
export async function claimTask(requestId: string, taskId: string, version: number): Promise<TaskDetail> {
  return parse(TaskDetail, await http.change('PUT', `/tasks/${taskId}/lease`, { requestId, body: { version } }))
}

export async function releaseTask(change: Change, taskId: string): Promise<void> {
  await http.change('DELETE', `/tasks/${taskId}/lease`, change)
}

/** Ask the lab, write the audit entry, and get the number: or no number, because no call is needed any more. */
export async function dialTask(requestId: string, taskId: string, version: number): Promise<DialAnswer> {
  return parse(DialAnswer, await http.change('POST', `/tasks/${taskId}/dial`, { requestId, body: { version } }))
}

export async function saveDraft(requestId: string, taskId: string, fields: ReportFields): Promise<void> {
  await http.change('PUT', `/tasks/${taskId}/draft`, { requestId, body: { fields } })
}

/** Whose a sample of a shared number is. Throws `task_changed`, `sample_settled`, `batch_not_open`. */
export async function assignSample(requestId: string, taskId: string, answer: AssignSample): Promise<TaskDetail> {
  const change = { requestId, body: answer }
  return parse(TaskDetail, await http.change('POST', `/tasks/${taskId}/sample-assignments`, change))
}

/** Take the answer back: the card asks again. */
export async function unassignSample(requestId: string, taskId: string, answer: UnassignSample): Promise<TaskDetail> {
  const change = { requestId, body: answer }
  return parse(TaskDetail, await http.change('POST', `/tasks/${taskId}/sample-assignments/undo`, change))
}
