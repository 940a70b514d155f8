import { defineStore } from 'pinia'
import { computed, shallowReactive, shallowRef } from 'vue'
import {
  TASK_BUCKETS,
  type TaskBucket,
  type TaskCounts,
  type TaskDetail,
  type TaskPage,
  type TaskSummary,
} from '../../../contract/tasks.ts'
import { getTask, listTasks } from './api.ts'
import { usePages } from '../../http/usePages.ts'
import { serverNow } from '../../app/server-clock.ts'
import { appendPage, emptyList, findRead, FIRST_PAGE, refreshHead, replaceTask, type TaskList } from './task-list.ts'
import { useLiveStore } from '../../app/live.ts'

/** Small enough to be read and drawn between two frames of a scrolling list on a slow phone. */
const PAGE = 50

type ListKey = TaskBucket | 'search'

/** The tasks of this member's units, tab by tab, as far as they were scrolled to. */
export const useTaskStore = defineStore('tasks', () => {
  const lists = shallowReactive<Record<ListKey, TaskList>>({
    to_call: emptyList,
    call_back: emptyList,
    to_visit: emptyList,
    reported: emptyList,
    all: emptyList,
    search: emptyList,
  })
  const bucket = shallowRef<TaskBucket>('to_call')
  const search = shallowRef('')
  const counts = shallowRef<TaskCounts | null>(null)
  /** When the next of those that wait is due. */
  const nextDueAt = shallowRef<string | null>(null)
  const prefetched = new Map<string, Promise<TaskDetail>>()
  /** Tapped 开始拨打 for this task: its screen dials as soon as it is there. Not in the address: a link must never dial. */
  let callRequested: string | null = null
  /** Tasks this member reported on since the page was opened: their messages to the group are worth a word. */
  const reported = new Set<string>()

  const key = computed<ListKey>(() => (search.value ? 'search' : bucket.value))
  const list = computed({ get: () => lists[key.value], set: read => void (lists[key.value] = read) })

  async function readPage(after: string | null): Promise<TaskPage> {
    const limit = list.value.loaded ? PAGE : FIRST_PAGE
    const page = await listTasks({ bucket: search.value ? 'all' : bucket.value, search: search.value, after, limit })
    if (page.counts) {
      counts.value = page.counts
      nextDueAt.value = page.nextDueAt ?? null
    }
    useLiveStore().answered()
    return page
  }

  const { error, load, loadMore } = usePages({
    list,
    read: readPage,
    refresh: refreshHead,
    append: appendPage,
    subject: () => `${key.value} ${search.value}`,
  })

  /** Show another tab: at once with what was read before, then with what is true now. */
  function show(tab: TaskBucket) {
    bucket.value = tab
    search.value = ''
    return load()
  }

  function find(text: string) {
    search.value = text
    lists.search = findRead(
      TASK_BUCKETS.map(tab => lists[tab]),
      text,
    )
    return load()
  }

  /** A newer version of one task, wherever it is listed. */
  function apply(task: TaskSummary) {
    for (const tab of TASK_BUCKETS) {
      lists[tab] = replaceTask(lists[tab], tab, task, serverNow())
    }
    prefetched.delete(task.id)
  }

  const requestCall = (taskId: string) => void (callRequested = taskId)

  /** Whether this task is to be dialled now; true once. */
  function takeCallRequest(taskId: string): boolean {
    const requested = callRequested === taskId
    callRequested = null
    return requested
  }

  /** A task that came before it is shown. */
  function hand(task: TaskDetail) {
    apply(task)
    prefetched.set(task.id, Promise.resolve(task))
  }

  // What was asked for ahead is of the moment of asking.
  useLiveStore().listen(event => {
    if (event?.taskId) prefetched.delete(event.taskId)
    else prefetched.clear()
  })

  /** The task's details: those asked for ahead, once, or fresh ones. */
  async function open(taskId: string): Promise<TaskDetail> {
    const ahead = prefetched.get(taskId)
    prefetched.delete(taskId)
    const task = await (ahead ?? getTask(taskId))
    apply(task)
    return task
  }

  return {
    bucket,
    search,
    list,
    counts,
    error,
    nextDueAt,
    load,
    loadMore,
    show,
    find,
    apply,
    requestCall,
    takeCallRequest,
    reported,
    hand,
    open,
  }
})
