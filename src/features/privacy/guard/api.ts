import { http } from '../../../http/client.ts'

/** The client saw a screenshot; `taskId` null: of a list. */
export async function noteScreenCapture(requestId: string, taskId: string | null): Promise<void> {
  await http.change('POST', '/screen-captures', { requestId, body: taskId === null ? {} : { taskId } })
}
