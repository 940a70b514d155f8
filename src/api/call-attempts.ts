import type { RecordCall } from '../../contract/call-attempts.ts'
import { TaskDetail } from '../../contract/tasks.ts'
import { http } from '../lib/http.ts'
import { parse } from '../lib/parse.ts'

/** How a call ended where nobody told anything. */
export async function recordCall(requestId: string, taskId: string, call: RecordCall): Promise<TaskDetail> {
  return parse(TaskDetail, await http.change('POST', `/tasks/${taskId}/call-attempts`, { requestId, body: call }))
}
