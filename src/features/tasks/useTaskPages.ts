import { shallowReadonly, shallowRef } from 'vue'
import type { TaskPage } from '../../../contract/tasks.ts'
import { ApiError } from '../../http/api-error.ts'
import { appendPage, emptyList, refreshHead, type TaskList } from './task-list.ts'

interface Question<Page extends TaskPage> {
  /** What is asked about; an answer that comes when it has changed is dropped. */
  subject(): string
  ask(after: string | null): Promise<Page>
  took(page: Page): void
}

/** Tasks read page by page, as far as they are scrolled. */
export function useTaskPages<Page extends TaskPage>({ subject, ask, took }: Question<Page>) {
  const list = shallowRef<TaskList>(emptyList)
  const error = shallowRef<ApiError | null>(null)
  let loadingMore = false

  async function read(after: string | null, merge: (list: TaskList, page: TaskPage) => TaskList) {
    const asked = subject()
    try {
      const page = await ask(after)
      if (asked !== subject()) return
      list.value = merge(list.value, page)
      error.value = null
      took(page)
    } catch (cause) {
      if (asked === subject()) error.value = ApiError.from(cause)
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

  /** The subject is another one: nothing of the old list stays. */
  function startOver() {
    list.value = emptyList
    return load()
  }

  return { list: shallowReadonly(list), error: shallowReadonly(error), load, loadMore, startOver }
}
