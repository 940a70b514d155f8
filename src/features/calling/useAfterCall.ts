import type { Ref } from 'vue'
import { useRouter } from 'vue-router'
import type { TaskDetail } from '../../../contract/tasks.ts'
import type { Sent } from '../../app/outbox-entry.ts'
import { useToasts } from '../../app/useToasts.ts'
import { useNextTask } from '../tasks/useNextTask.ts'
import { undoableOf, useUndoCall } from './useUndoCall.ts'

/** What comes after this task: the next one at once, and a word when the answer of the server is there. */
export function useAfterCall(
  taskId: string,
  task: Readonly<Ref<TaskDetail | null>>,
  accept: (task: TaskDetail) => void,
) {
  const router = useRouter()
  const { say, fail } = useToasts()
  const { undo } = useUndoCall(accept)
  const { goOn: replace, pending } = useNextTask()

  /** On the way to what comes next; settled once it is shown. */
  let going: Promise<unknown> = Promise.resolve()

  function goOn(skipped = false) {
    going = replace(skipped ? taskId : undefined)
  }

  /** Not before the next card is there: it would take the place of the one that came back. */
  async function takeBack(ended: TaskDetail) {
    await going
    await undo(ended)
  }

  function settled(words: string, state: Sent<TaskDetail>['state'], problem: string | null) {
    const ended = task.value
    if (!ended) return
    const who = `${ended.name} ${ended.phoneTail}`
    if (state === 'sent')
      say(`${words} ${who}`, undoableOf(ended) === null ? null : { label: '撤销', run: () => takeBack(ended) })
    if (state !== 'refused') return
    const look = { label: '查看', run: () => router.push(`/tasks/${taskId}`) }
    fail(`${who} 没有记上：${problem ?? ''}`, look)
  }

  return { goOn, settled, undo, pending }
}
