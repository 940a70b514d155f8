import { onScopeDispose, readonly, ref } from 'vue'
import type { TaskDetail } from '../../../contract/tasks.ts'
import { dialTask } from '../tasks/api.ts'
import { leftForDialler, openDialler } from './dialler.ts'
import { useChange } from '../../http/useChange.ts'
import { inSimulation } from '../../wecom/client.ts'

/** A dialler that opens takes the foreground well within this time. */
const DIALLER_MS = 1_500

/** Ask for the number and dial it. The clear number is held here only, and dropped with the screen. */
export function useDial(accept: (task: TaskDetail) => void) {
  const { submit, pending, error, forget } = useChange(dialTask)
  /** Why no call was needed: the lab had the result in the meantime. */
  const avoided = ref<string | null>(null)
  const callAttemptId = ref<string | null>(null)
  const callerLine = ref<string | null>(null)
  /** No dialler came up by itself: some shells open one only for a tap of its own. */
  const blocked = ref(false)
  let phone: string | null = null

  async function openAndWatch(number: string) {
    blocked.value = false
    // The demo's numbers are invented, but they may be somebody's.
    if (inSimulation()) return
    const left = leftForDialler(DIALLER_MS)
    openDialler(number)
    blocked.value = !(await left)
  }

  /** True once a call is under way. */
  async function dial(task: TaskDetail, confirm: boolean): Promise<boolean> {
    const answer = await submit({ taskId: task.id, body: { version: task.version, confirm } })
    if (!answer) return false
    accept(answer.task)
    if (!answer.dial) {
      avoided.value = answer.avoided
      return false
    }
    callAttemptId.value = answer.callAttemptId
    callerLine.value = answer.callerLine
    phone = answer.phone
    void openAndWatch(phone)
    return true
  }

  /** The member's own tap, where the shell did not let the page open the dialler. */
  function dialAgain() {
    if (phone !== null) void openAndWatch(phone)
  }

  onScopeDispose(() => (phone = null))

  return {
    dial,
    dialAgain,
    forget,
    pending,
    error,
    avoided: readonly(avoided),
    callAttemptId: readonly(callAttemptId),
    callerLine: readonly(callerLine),
    blocked: readonly(blocked),
  }
}
