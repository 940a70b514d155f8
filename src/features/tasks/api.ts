import {
  DialAnswer,
  NextTask,
  TaskDetail,
  TaskPage,
  type AssignSample,
  type ClaimTask,
  type DialTask,
  type SaveDraft,
  type TakeNext,
  type TaskBucket,
  type UnassignSample,
} from '../../../contract/tasks.ts'
import { defineChange, typed } from '../../http/change.ts'
import { http } from '../../http/client.ts'
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

/** Reserve the task to call next. */
export const takeNext = defineChange({
  kind: 'take-next',
  method: 'POST',
  path: '/tasks/next',
  label: '下一位',
  body: typed<TakeNext>(),
  answer: NextTask,
})

/** Take or renew the task for three minutes. Refused with `task_held` where a colleague has it. */
export const claimTask = defineChange({
  kind: 'claim-task',
  method: 'PUT',
  path: '/tasks/:taskId/lease',
  label: '接手任务',
  body: typed<ClaimTask>(),
  answer: TaskDetail,
})

/** Give the task back to whoever comes next. */
export const releaseTask = defineChange({
  kind: 'release-task',
  method: 'DELETE',
  path: '/tasks/:taskId/lease',
  label: '放回任务',
})

/** Ask the lab, write the audit entry, and get the number: or no number, because no call is needed any more. */
export const dialTask = defineChange({
  kind: 'dial-task',
  method: 'POST',
  path: '/tasks/:taskId/dial',
  label: '拨打',
  body: typed<DialTask>(),
  answer: DialAnswer,
  sameByIds: true,
})

export const saveDraft = defineChange({
  kind: 'save-draft',
  method: 'PUT',
  path: '/tasks/:taskId/draft',
  label: '草稿',
  body: typed<SaveDraft>(),
})

/** Whose a sample of a shared number is. Refused with `task_changed`, `sample_settled`, `batch_not_open`. */
export const assignSample = defineChange({
  kind: 'assign-sample',
  method: 'POST',
  path: '/tasks/:taskId/sample-assignments',
  label: '认样本',
  body: typed<AssignSample>(),
  answer: TaskDetail,
})

/** Take the answer back: the card asks again. */
export const unassignSample = defineChange({
  kind: 'unassign-sample',
  method: 'POST',
  path: '/tasks/:taskId/sample-assignments/undo',
  label: '撤销认样本',
  body: typed<UnassignSample>(),
  answer: TaskDetail,
})
