import { computed, shallowReadonly, shallowRef, watch, type Ref } from 'vue'
import type { TaskDetail } from '../../../contract/tasks.ts'
import { next, READING, type CallEvent, type CallState } from '../../../domain/calls/flow.ts'
import { isToBeReached } from '../../../domain/tasks/status.ts'
import { useNow } from '../../app/useNow.ts'

/** A call of this member that the server knows to be under way, as after a reload of the page. */
export function openAttempt(task: TaskDetail): string | null {
  const [latest] = task.attempts
  return task.lease?.mine && latest?.underWay ? latest.id : null
}

/** What a task says of itself, as events of the call. */
function newsOf(task: TaskDetail, now: number): readonly CallEvent[] {
  if (task.matchedAt !== null || task.status === 'closed') return [{ type: 'closed' }]
  if (!isToBeReached(task.status)) return [{ type: 'reported' }]
  if (task.lease && !task.lease.mine && Date.parse(task.lease.until) > now) return [{ type: 'taken' }]
  const attemptId = openAttempt(task)
  return attemptId === null ? [{ type: 'freed' }] : [{ type: 'freed' }, { type: 'resumed', attemptId }]
}

/** Where the call on this screen stands: moved by taps, by answers, and by what the task says meanwhile. */
export function useCallState(task: Readonly<Ref<TaskDetail | null>>) {
  const now = useNow()
  const state = shallowRef<CallState>(READING)
  const news = computed(() => (task.value ? newsOf(task.value, now.value) : []))
  const attemptId = computed(() => ('attemptId' in state.value ? state.value.attemptId : null))

  /** True where the event fitted: only then what belongs to it may be done. */
  function step(event: CallEvent): boolean {
    const to = next(state.value, event)
    if (to === state.value) return false
    state.value = to
    return true
  }

  watch([news, state], () => news.value.forEach(step), { immediate: true })

  return { state: shallowReadonly(state), attemptId, step }
}
