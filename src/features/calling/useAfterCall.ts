import { computed, type Ref } from 'vue'
import { useRouter } from 'vue-router'
import type { TaskDetail } from '../../../contract/tasks.ts'
import type { Sent } from '../../app/outbox-entry.ts'
import { useToasts } from '../../app/useToasts.ts'
import { useTaskStore } from '../tasks/store.ts'

/** What comes after this task: the next one at once, and a word when the answer of the server is there. */
export function useAfterCall(taskId: string, task: Readonly<Ref<TaskDetail | null>>) {
  const tasks = useTaskStore()
  const router = useRouter()
  const { say, fail } = useToasts()
  const next = computed(() => tasks.nextAfter(taskId))

  function goOn() {
    const following = next.value
    if (!following) say('都打完了，歇一会儿')
    void router.replace(following ? `/tasks/${following.id}` : '/tasks')
  }

  function settled(words: string, state: Sent<TaskDetail>['state'], problem: string | null) {
    const code = task.value?.code ?? ''
    if (state === 'sent') say(`${words} #${code}`)
    if (state !== 'refused') return
    const look = { label: '查看', run: () => router.push(`/tasks/${taskId}`) }
    fail(`#${code} 没有记上：${problem ?? ''}`, look)
  }

  const prefetch = () => next.value && tasks.prefetch(next.value.id)

  return { next, goOn, settled, prefetch }
}
