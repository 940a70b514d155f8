import { shallowReadonly, shallowRef } from 'vue'
import type { TaskPage } from '../../../contract/tasks.ts'
import { usePages } from '../../http/usePages.ts'
import { appendPage, emptyList, refreshHead, type TaskList } from './task-list.ts'

interface Question {
  /** What is asked about; an answer that comes when it has changed is dropped. */
  subject(): string
  read(after: string | null): Promise<TaskPage>
}

/** Tasks read page by page, as far as they are scrolled. */
export function useTaskPages(question: Question) {
  const list = shallowRef<TaskList>(emptyList)
  const { error, load, loadMore } = usePages({ list, refresh: refreshHead, append: appendPage, ...question })

  /** The subject is another one: nothing of the old list stays. */
  function startOver() {
    list.value = emptyList
    return load()
  }

  return { list: shallowReadonly(list), error, load, loadMore, startOver }
}
