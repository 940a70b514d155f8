import { shallowReadonly, shallowRef } from 'vue'
import type { ProgressNumber } from '../../../contract/progress.ts'
import { listStuck } from './api.ts'
import { useTaskPages } from '../tasks/useTaskPages.ts'

/** The tasks behind one number of 进度. */
export function useStuckTasks(where: () => { unitId: string; place: ProgressNumber }) {
  const count = shallowRef<number | null>(null)
  const pages = useTaskPages({
    subject: () => `${where().unitId} ${where().place}`,
    async read(after) {
      const page = await listStuck({ ...where(), after })
      count.value = page.count ?? count.value
      return { ...page, counts: null }
    },
  })

  function startOver() {
    count.value = null
    return pages.startOver()
  }

  return { ...pages, count: shallowReadonly(count), startOver }
}
