import type { Ref } from 'vue'
import type { TaskDetail } from '../../../contract/tasks.ts'
import { assignSample, unassignSample } from './api.ts'
import { useChange } from '../../http/useChange.ts'
import { useToasts } from '../../app/useToasts.ts'

interface Options {
  task: Readonly<Ref<TaskDetail | null>>
  accept(task: TaskDetail): void
  /** The task as it is now, where somebody else changed it meanwhile. */
  load(): Promise<void>
}

/** Says whose a sample of a shared number is, and takes it back. */
export function useSampleOwner({ task, accept, load }: Options) {
  const { say, fail } = useToasts()
  const assigning = useChange(assignSample)
  const undoing = useChange(unassignSample)

  async function assign(sampleId: string, subjectId: string | null) {
    const { id, version } = task.value ?? {}
    if (id === undefined || version === undefined) return
    const answer = await assigning.submit({ taskId: id, body: { version, sampleId, subjectId } })
    if (answer === null) return refused(assigning.error.value)
    accept(answer)
    say(answer.matchedAt ? '认好了，这个号码已达标' : '认好了', { label: '撤销', run: () => unassign(sampleId) })
  }

  async function unassign(sampleId: string) {
    const { id, version } = task.value ?? {}
    if (id === undefined || version === undefined) return
    const answer = await undoing.submit({ taskId: id, body: { version, sampleId } })
    if (answer === null) return refused(undoing.error.value)
    accept(answer)
    say('已撤销，请再认一次')
  }

  async function refused(error: { code: string; message: string } | null) {
    if (error) fail(error.message)
    if (error?.code === 'task_changed') await load()
  }

  return { assign, unassign }
}
