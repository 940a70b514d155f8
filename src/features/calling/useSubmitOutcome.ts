import { readonly, ref, shallowReadonly, shallowRef } from 'vue'
import type { RecordCall } from '../../../contract/call-attempts.ts'
import type { SubmitReport } from '../../../contract/reports.ts'
import type { TaskDetail } from '../../../contract/tasks.ts'
import { recordCall, submitReport } from './api.ts'
import type { ApiError } from '../../http/api-error.ts'
import type { Sent } from '../../app/outbox-entry.ts'
import { useOutboxStore } from '../../app/outbox.ts'
import { useRefusedReports } from './refused-reports.ts'
import { useTaskStore } from '../tasks/store.ts'

/** How a call ended, or what it told, on its way through the outbox. */
export function useSubmitOutcome(accept: (task: TaskDetail) => void) {
  const outbox = useOutboxStore()
  const tasks = useTaskStore()
  // Listens before anything can be refused.
  useRefusedReports()
  const pending = ref(false)
  const error = shallowRef<ApiError | null>(null)

  /** The end of the first try; after `sent` and `waiting` the member goes on, after `refused` the reason is in `error`. */
  async function settle(sending: Promise<Sent<TaskDetail>>): Promise<Sent<TaskDetail>['state']> {
    pending.value = true
    error.value = null
    const result = await sending
    pending.value = false
    if (result.state === 'sent') accept(result.answer)
    if (result.state === 'refused') error.value = result.error
    return result.state
  }

  const call = (task: TaskDetail, label: string, ended: RecordCall) =>
    settle(outbox.send(recordCall, { taskId: task.id, body: ended }, { label, taskId: task.id }))

  function report(task: TaskDetail, label: string, told: SubmitReport) {
    tasks.reported.add(task.id)
    return settle(outbox.send(submitReport, { taskId: task.id, body: told }, { label, taskId: task.id }))
  }

  return { call, report, pending: readonly(pending), error: shallowReadonly(error) }
}
