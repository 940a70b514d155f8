import { onScopeDispose, toValue, watch, type MaybeRefOrGetter } from 'vue'
import type { TaskDetail } from '../../../contract/tasks.ts'
import { claimTask } from '../tasks/api.ts'
import { useChange } from '../../http/useChange.ts'

/** A lease lasts three minutes. */
const RENEW_MS = 60_000

interface Options {
  task: MaybeRefOrGetter<TaskDetail | null>
  /** Somebody is working on the task: during a call and while the form is open. */
  active: MaybeRefOrGetter<boolean>
  accept(task: TaskDetail): void
}

/** Holds the task while it is worked on, so that nobody else rings the same number. A lost lease shows at submitting. */
export function useLease({ task, active, accept }: Options): void {
  const claiming = useChange(claimTask)
  let timer: ReturnType<typeof setInterval> | undefined

  async function claim() {
    const held = toValue(task)
    if (!held) return
    const claimed = await claiming.submit({ taskId: held.id, body: { version: held.version } })
    if (claimed) accept(claimed)
  }

  watch(
    () => toValue(active),
    working => {
      clearInterval(timer)
      if (!working) return
      if (!toValue(task)?.lease?.mine) void claim()
      timer = setInterval(() => void claim(), RENEW_MS)
    },
    { immediate: true },
  )
  onScopeDispose(() => clearInterval(timer))
}
