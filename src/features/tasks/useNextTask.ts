import { useRouter } from 'vue-router'
import type { TaskDetail } from '../../../contract/tasks.ts'
import { serverNow } from '../../app/server-clock.ts'
import { useToasts } from '../../app/useToasts.ts'
import { useWaitingStore } from '../../app/waiting.ts'
import { useChange } from '../../http/useChange.ts'
import { takeNext } from './api.ts'
import { emptyWords } from './next-words.ts'
import { useTaskStore } from './store.ts'

/** As many as the server takes: more are never on their way for long. */
const ON_THE_WAY = 20

/** The task the server gives this member to call next; where there is none, a word why and when. */
export function useNextTask() {
  const tasks = useTaskStore()
  const onItsWay = useWaitingStore()
  const router = useRouter()
  const { toast, say, fail } = useToasts()
  const { submit, pending, error } = useChange(takeNext)

  /** What was just said of the call before may be taken back: its button stays. */
  function tell(words: string) {
    const { text, action } = toast.value ?? { text: '', action: null }
    say(action ? `${text}。${words}` : words, action)
  }

  /** `skip`: the task left for later. Null: there is none, or nobody could be asked; the member was told. */
  async function take(skip?: string): Promise<TaskDetail | null> {
    const done = onItsWay.taskIds.filter(id => id !== skip).slice(-ON_THE_WAY)
    const next = await submit({ body: skip === undefined ? { done } : { done, skip } })
    if (next?.found) {
      tasks.hand(next.task)
      return next.task
    }
    if (next) tell(emptyWords(next, serverNow()))
    else if (error.value) fail(error.value.message)
    return null
  }

  /** The next task, where the member is still on the screen they asked from: whoever went elsewhere stays there. */
  async function show(skip: string | undefined, then: (task: TaskDetail | null) => unknown) {
    const here = router.currentRoute.value.path
    const task = await take(skip)
    if (router.currentRoute.value.path === here) await then(task)
  }

  /** From the list: the number is dialled as soon as its card is there. */
  const start = () =>
    show(undefined, task => {
      if (!task) return
      tasks.requestCall(task.id)
      return router.push(`/tasks/${task.id}`)
    })

  /** In the place of the task that is done with; back to the list where there is no other. */
  const goOn = (skip?: string) => show(skip, task => router.replace(task ? `/tasks/${task.id}` : '/tasks'))

  return { start, goOn, pending }
}
