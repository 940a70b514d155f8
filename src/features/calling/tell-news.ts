import type { Router } from 'vue-router'
import { lateChangeWords } from '../../../domain/words/late-change.ts'
import { useLiveStore } from '../../app/live.ts'
import { useOutboxStore } from '../../app/outbox.ts'
import { useSessionStore } from '../../app/session.ts'
import { useRefusedReports } from './refused-reports.ts'
import { useTaskStore } from '../tasks/store.ts'
import { useToasts } from '../../app/useToasts.ts'

/** Tells from now on, wherever the member is by then, what became of what they sent: waiting changes, and messages to the group. */
export function tellNews(router: Router): void {
  const tasks = useTaskStore()
  const session = useSessionStore()
  const { toast, say, fail } = useToasts()
  // What it listens for may come before a form is open.
  useRefusedReports()
  const look = (taskId: string | null) =>
    taskId === null ? null : { label: '查看', run: () => router.push(`/tasks/${taskId}`) }

  async function tellPost(taskId: string) {
    const task = await tasks.open(taskId).catch(() => null)
    const report = task?.reports[0]
    if (!task || !report || report.staffName !== session.session?.name) return
    // The way back from what was just told stays in reach.
    if (report.post.state === 'sent') say(`已发到群 #${task.code}`, toast.value?.action ?? null)
    if (report.post.state === 'unknown') fail(`#${task.code} 不确定群里有没有，请到群里看一下`, look(taskId))
    if (report.post.state === 'failed') fail(`#${task.code} 没发成：${report.post.problem ?? ''}`, look(taskId))
  }

  useLiveStore().listen(event => {
    if (event?.kind === 'report_post_changed' && event.taskId && tasks.reported.has(event.taskId))
      void tellPost(event.taskId)
  })
  useOutboxStore().onSettled(({ label, taskId, result }) => {
    const { state, text } = lateChangeWords(label ?? '先前存下的一条', result.state === 'refused' ? result.error : null)
    if (state === 'open') fail(text, look(taskId))
    else say(text, state === 'settled' ? look(taskId) : null)
  })
}
