import { shallowReadonly, shallowRef, type Ref } from 'vue'
import { ApiError } from './api-error.ts'

/** A list as far as it was read. */
export interface Pages<Item> {
  items: readonly Item[]
  /** Where the next page begins; null: this is all. */
  next: string | null
  loaded: boolean
}

/** What the server gives of a list at a time. */
export interface Page<Item> {
  items: readonly Item[]
  next: string | null
}

interface Question<Item, P extends Page<Item>, List extends Pages<Item>> {
  list: Ref<List>
  /** One page; `after`: `next` of the page before, null: from the top. */
  read(after: string | null): Promise<P>
  /** A fresh first page on what was read. */
  refresh(list: List, page: P): List
  /** The next page behind what is there. */
  append(list: List, page: P): List
  /** What is asked about: an answer that comes when it is another by then is dropped. */
  subject(): string
}

/**
 * A list read page by page, as far as it is scrolled. A later answer never gives way to an earlier one, and a page is put
 * only behind the page it was asked for.
 */
export function usePages<Item, P extends Page<Item>, List extends Pages<Item>>(question: Question<Item, P, List>) {
  const { list, subject } = question
  const error = shallowRef<ApiError | null>(null)
  let asked = 0
  let shown = 0
  let loadingMore = false

  async function read(after: string | null, take: (page: P, turn: number) => void) {
    const about = subject()
    const turn = (asked += 1)
    try {
      const page = await question.read(after)
      if (about !== subject()) return
      error.value = null
      take(page, turn)
    } catch (cause) {
      if (about === subject()) error.value = ApiError.from(cause)
    }
  }

  const load = () =>
    read(null, (page, turn) => {
      if (turn < shown) return
      shown = turn
      list.value = question.refresh(list.value, page)
    })

  async function loadMore() {
    const after = list.value.next
    if (after === null || loadingMore) return
    loadingMore = true
    await read(after, page => {
      if (list.value.next === after) list.value = question.append(list.value, page)
    })
    loadingMore = false
  }

  return { error: shallowReadonly(error), load, loadMore }
}

/** A list that knows no more than its pages: nothing is read yet. */
export const noPages = <Item>(): Pages<Item> => ({ items: [], next: null, loaded: false })

/** The first page instead of what was read: the rest is read again as it is scrolled to. */
export const startAnew = <Item>(_list: Pages<Item>, { items, next }: Page<Item>): Pages<Item> => ({
  items,
  next,
  loaded: true,
})

export const appendItems = <Item>(list: Pages<Item>, { items, next }: Page<Item>): Pages<Item> => ({
  items: [...list.items, ...items],
  next,
  loaded: true,
})
