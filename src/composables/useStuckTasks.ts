import { shallowReadonly, shallowRef } from 'vue'
import type { StuckPage, StuckPlace } from '../../contract/progress.ts'
import { listStuck } from '../api/progress.ts'
import { ApiError } from '../lib/api-error.ts'
import { appendPage, emptyList, refreshHead, type TaskList } from '../lib/task-list.ts'

/** The tasks behind one number of 卡在哪里, read as far as they are scrolled. */
export function useStuckTasks(where: () => { unitId: string; place: StuckPlace }) {
  const list = shallowRef<TaskList>(emptyList)
  const count = shallowRef<number | null>(null)
  const error = shallowRef<ApiError | null>(null)
  let loadingMore = false

  async function read(after: string | null, merge: (list: TaskList, page: StuckPage & { counts: null }) => TaskList) {
    const asked = where()
    const isStill = () => asked.unitId === where().unitId && asked.place === where().place
    try {
      const page = await listStuck({ ...asked, after })
      if (!isStill()) return
      list.value = merge(list.value, { ...page, counts: null })
      count.value = page.count ?? count.value
      error.value = null
    } catch (cause) {
      if (isStill()) error.value = ApiError.from(cause)
    }
  }

  const load = () => read(null, refreshHead)

  async function loadMore() {
    const after = list.value.next
    if (after === null || loadingMore) return
    loadingMore = true
    await read(after, appendPage)
    loadingMore = false
  }

  /** Another place or unit: nothing of the old list stays. */
  function startOver() {
    list.value = emptyList
    count.value = null
    return load()
  }

  return {
    list: shallowReadonly(list),
    count: shallowReadonly(count),
    error: shallowReadonly(error),
    load,
    loadMore,
    startOver,
  }
}
