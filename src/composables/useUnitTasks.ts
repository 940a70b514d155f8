import { readonly, shallowRef, toValue, type MaybeRefOrGetter } from 'vue'
import type { TaskBucket, TaskCounts, TaskPage } from '../../contract/tasks.ts'
import { listTasks } from '../api/tasks.ts'
import { ApiError } from '../lib/api-error.ts'
import { appendPage, emptyList, refreshHead, type TaskList } from '../lib/task-list.ts'

const PAGE = 50

/** The tasks of one unit for whoever leads it, read tab by tab as far as they are scrolled. */
export function useUnitTasks(unitId: MaybeRefOrGetter<string>) {
  const bucket = shallowRef<TaskBucket>('all')
  const list = shallowRef<TaskList>(emptyList)
  const counts = shallowRef<TaskCounts | null>(null)
  const error = shallowRef<ApiError | null>(null)
  let loadingMore = false

  async function read(after: string | null, merge: (list: TaskList, page: TaskPage) => TaskList) {
    const asked = `${toValue(unitId)} ${bucket.value}`
    try {
      const page = await listTasks({ unitId: toValue(unitId), bucket: bucket.value, after, limit: PAGE })
      if (asked !== `${toValue(unitId)} ${bucket.value}`) return
      list.value = merge(list.value, page)
      counts.value = page.counts ?? counts.value
      error.value = null
    } catch (cause) {
      error.value = ApiError.from(cause)
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

  function show(tab: TaskBucket) {
    bucket.value = tab
    list.value = emptyList
    return load()
  }

  return {
    bucket: readonly(bucket),
    list: readonly(list),
    counts: readonly(counts),
    error: readonly(error),
    load,
    loadMore,
    show,
  }
}
