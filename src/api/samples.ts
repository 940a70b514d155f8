import { TaskDetail, type AssignSample, type UnassignSample } from '../../contract/tasks.ts'
import { http } from '../lib/http.ts'
import { parse } from '../lib/parse.ts'

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
