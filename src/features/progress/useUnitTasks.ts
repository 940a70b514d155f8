import { readonly, shallowRef, toValue, type MaybeRefOrGetter } from 'vue'
import type { TaskBucket, TaskCounts } from '../../../contract/tasks.ts'
import { listTasks } from '../tasks/api.ts'
import { useTaskPages } from '../tasks/useTaskPages.ts'

const PAGE = 50

/** The tasks of one unit for whoever leads it, tab by tab. */
export function useUnitTasks(unitId: MaybeRefOrGetter<string>) {
  const bucket = shallowRef<TaskBucket>('all')
  const counts = shallowRef<TaskCounts | null>(null)
  const { startOver, ...pages } = useTaskPages({
    subject: () => `${toValue(unitId)} ${bucket.value}`,
    async read(after) {
      const page = await listTasks({ unitId: toValue(unitId), bucket: bucket.value, after, limit: PAGE })
      counts.value = page.counts ?? counts.value
      return page
    },
  })

  function show(tab: TaskBucket) {
    bucket.value = tab
    return startOver()
  }

  return { ...pages, bucket: readonly(bucket), counts: readonly(counts), show }
}
