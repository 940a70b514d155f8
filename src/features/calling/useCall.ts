import { computed, watch } from 'vue'
import { givesBack } from '../../../domain/calls/flow.ts'
import { useChange } from '../../http/useChange.ts'
import { releaseTask } from '../tasks/api.ts'
import { openAttempt, useCallState } from './useCallState.ts'
import { useDial } from './useDial.ts'
import { useLease } from './useLease.ts'
import { useOutcomes, type OutcomeOptions } from './useOutcomes.ts'

export interface CallOptions extends Omit<OutcomeOptions, 'call'> {
  /** Whether the member asked for this call on the list, once: it begins as soon as the task is there. */
  requested(): boolean
}

/** The call on a task's screen: its state, what the member may do, and what follows from it. */
export function useCall({ requested, ...options }: CallOptions) {
  const { task, accept, goOn } = options
  // Asked for before the state hears what the task says: the tap of a stale row is answered by the lab, and counted.
  watch(task, (loaded, before) => {
    if (loaded && !before && requested() && openAttempt(loaded) === null) void dial()
  })
  const call = useCallState(task)
  const { state, attemptId, step } = call
  const dialling = useDial(accept)
  const outcomes = useOutcomes({ ...options, call })
  const giving = useChange(releaseTask)
  const working = computed(() => ['outcome', 'form', 'sending'].includes(state.value.at))
  useLease({ task, active: working, accept })

  /** `confirm`: the member was asked once more. */
  async function dial(confirm = false) {
    if (!task.value || !step({ type: 'dial' })) return
    await dialling.dial(task.value, confirm)
    const id = dialling.callAttemptId.value
    if (id !== null) step({ type: 'dialled', attemptId: id })
    else step({ type: dialling.avoided.value === null ? 'not_dialled' : 'avoided' })
  }

  /** False where the tap did not fit, as the second one of a double tap. */
  function leave(tap: 'skip' | 'pass'): boolean {
    if (!step({ type: tap })) return false
    goOn(tap === 'skip')
    return true
  }

  /** One step back inside the screen; true where the screen itself is to be left. */
  function back(): boolean {
    step({ type: 'back' })
    return state.value.at === 'done'
  }

  watch(
    state,
    left => {
      if (givesBack(left) && task.value?.lease?.mine) void giving.submit({ taskId: task.value.id })
    },
    { flush: 'sync' },
  )

  return {
    ...outcomes,
    state,
    attemptId,
    working,
    dialling,
    dial,
    askOutcome: () => step({ type: 'ask_outcome' }),
    openForm: () => step({ type: 'open_form' }),
    skip: () => leave('skip'),
    pass: () => leave('pass'),
    back,
  }
}
