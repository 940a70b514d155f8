import { shallowReadonly, shallowRef } from 'vue'
import type { TaskDetail } from '../../../contract/tasks.ts'
import { ApiError } from '../../http/api-error.ts'
import { useLiveStore } from '../../app/live.ts'
import { useTaskStore } from './store.ts'
import { useLiveEvents } from '../../app/useLiveEvents.ts'

/** One task as the server knows it, renewed whenever something happens to it while it is shown. */
export function useTaskDetail(taskId: string) {
  const tasks = useTaskStore()
  const task = shallowRef<TaskDetail | null>(null)
  const error = shallowRef<ApiError | null>(null)

  /** An answer overtaken by a newer one is dropped. */
  function accept(next: TaskDetail) {
    if (task.value && next.version < task.value.version) return
    task.value = next
    tasks.apply(next)
  }

  async function load() {
    try {
      accept(await tasks.open(taskId))
      error.value = null
      useLiveStore().answered()
    } catch (cause) {
      error.value = ApiError.from(cause)
    }
  }

  useLiveEvents(event => event.taskId === taskId && (event.taskVersion ?? 0) !== task.value?.version, load)
  void load()

  return { task: shallowReadonly(task), error: shallowReadonly(error), load, accept }
}
