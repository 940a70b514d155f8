import type { TaskBucket, TaskPage, TaskSummary } from '../../../contract/tasks.ts'

/** About two screens; the first page of all is this small because slow phones wait for it. */
export const FIRST_PAGE = 12

/** The very path the early script asks for before the page is there. */
export const FIRST_TASKS = `/tasks?bucket=to_call&limit=${FIRST_PAGE}`

/** A list as far as it was read. */
export interface TaskList {
  items: readonly TaskSummary[]
  /** Where the next page begins; null: this is all. */
  next: string | null
  loaded: boolean
}

export const emptyList: TaskList = { items: [], next: null, loaded: false }

/** The next page behind what is there. A row that moved down meanwhile comes twice: the newer one stays. */
export function appendPage(list: TaskList, page: TaskPage): TaskList {
  const known = new Set(page.items.map(task => task.id))
  return { items: [...list.items.filter(task => !known.has(task.id)), ...page.items], next: page.next, loaded: true }
}

/** A fresh first page on top of what was read below it. */
export function refreshHead(list: TaskList, page: TaskPage): TaskList {
  if (list.items.length <= page.items.length || page.next === null) {
    return { items: page.items, next: page.next, loaded: true }
  }
  const fresh = new Set(page.items.map(task => task.id))
  const below = list.items.slice(page.items.length).filter(task => !fresh.has(task.id))
  return { items: [...page.items, ...below], next: list.next, loaded: true }
}

/** Rows with this code or these last four digits among those that were read: shown at once, until the server has answered. */
export function findRead(lists: readonly TaskList[], text: string): TaskList {
  const found = lists.flatMap(({ items }) => items.filter(({ code, phoneTail }) => code === text || phoneTail === text))
  const items = [...new Map(found.map(task => [task.id, task])).values()]
  return { items, next: null, loaded: items.length > 0 }
}

/** Whether a task still belongs on a tab, as far as the task itself tells; the order is the server's. */
export function belongsTo(bucket: TaskBucket, task: TaskSummary, now: number): boolean {
  if (bucket === 'all') return true
  if (bucket === 'reported' || bucket === 'to_visit') return task.status === bucket
  if (task.status !== 'to_call') return false
  const waits = task.nextCallAt !== null && Date.parse(task.nextCallAt) > now
  return bucket === 'call_back' ? waits : !waits
}

/** Put a newer version in its place, or take the row away where it does not belong any more. */
export function replaceTask(list: TaskList, bucket: TaskBucket, task: TaskSummary, now: number): TaskList {
  if (!list.items.some(row => row.id === task.id)) return list
  const items = belongsTo(bucket, task, now)
    ? list.items.map(row => (row.id === task.id ? task : row))
    : list.items.filter(row => row.id !== task.id)
  return { ...list, items }
}
