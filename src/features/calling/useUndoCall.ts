import { useRouter } from 'vue-router'
import type { TaskDetail } from '../../../contract/tasks.ts'
import { useToasts } from '../../app/useToasts.ts'
import { useChange } from '../../http/useChange.ts'
import { useTaskStore } from '../tasks/store.ts'
import { undoCall } from './api.ts'

/** The end of a call that the member may still take back; null: none. */
export const undoableOf = (task: TaskDetail | null): string | null =>
  task?.attempts.find(attempt => attempt.undoUntil !== null)?.id ?? null

/** Takes back how a call ended. Whoever is on the next card by then stays there, and is offered the way back. */
export function useUndoCall(accept: (task: TaskDetail) => void) {
  const { submit, error } = useChange(undoCall)
  const tasks = useTaskStore()
  const router = useRouter()
  const { say, fail } = useToasts()

  async function undo(task: TaskDetail) {
    const callAttemptId = undoableOf(task)
    if (callAttemptId === null) return
    const path = `/tasks/${task.id}`
    const answer = await submit({ callAttemptId, body: { version: task.version } })
    if (!answer) return void fail(error.value?.message ?? '', { label: '查看', run: () => router.push(path) })
    tasks.apply(answer)
    accept(answer)
    if (router.currentRoute.value.path === path) say('已撤销，请重新记')
    else say(`已撤销 ${task.name} ${task.phoneTail}`, { label: '去重新记', run: () => router.push(path) })
  }

  return { undo }
}
