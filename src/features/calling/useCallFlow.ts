import { computed, readonly, ref, watch, type Ref } from 'vue'
import type { MismatchKind, RecordCall, SaysTested } from '../../../contract/call-attempts.ts'
import { emptyReportFields, type Outcome } from '../../../contract/report-fields.ts'
import type { SubmitReport } from '../../../contract/reports.ts'
import type { TaskDetail } from '../../../contract/tasks.ts'
import { OUTCOME_LABEL } from '../../../domain/report-text/labels.ts'
import type { Sent } from '../../app/outbox.ts'
import { useDial } from './useDial.ts'
import { useSubmitOutcome } from './useSubmitOutcome.ts'

export interface CallFlowOptions {
  task: Readonly<Ref<TaskDetail | null>>
  accept(task: TaskDetail): void
  /** This one is done as far as the member is concerned: show the next. */
  goOn(): void
  /** How a change ended that the member did not wait for; `words` name it. */
  settled(words: string, state: Sent<TaskDetail>['state'], problem: string | null): void
}

/** A call of this member that the server knows to be under way, as after a reload of the page. */
function openAttempt(task: TaskDetail | null): string | null {
  const [latest] = task?.attempts ?? []
  return task?.lease?.mine && latest?.outcome === null ? latest.id : null
}

/** How the message to the group stands right after submitting. */
function postWords(task: TaskDetail | null): string {
  const state = task?.reports[0]?.post.state
  if (state === 'no_group') return '已保存，还没有设置群'
  return state === 'sent' ? '已发到群' : '已提交，正在发到群'
}

/** From reading the task over the call to what it brought: `facts`, then `outcome`, and `form` where somebody answered. */
export function useCallFlow({ task, accept, goOn, settled }: CallFlowOptions) {
  const dialling = useDial(accept)
  const submitting = useSubmitOutcome(accept)
  const step = ref<'facts' | 'outcome' | 'form'>('facts')
  const callAttemptId = computed(() => dialling.callAttemptId.value ?? openAttempt(task.value))
  let left = false

  watch(
    callAttemptId,
    id => {
      if (id && step.value === 'facts') step.value = 'outcome'
    },
    { immediate: true },
  )

  async function dial() {
    if (task.value && (await dialling.dial(task.value))) step.value = 'outcome'
  }

  /** One tap: the next task comes at once, the answer of the server later. A second tap of a tired thumb does nothing. */
  function leaveWith(words: string, send: (task: TaskDetail) => Promise<Sent<TaskDetail>['state']>) {
    if (!task.value || left) return
    left = true
    void send(task.value).then(state => settled(words, state, submitting.error.value?.message ?? null))
    goOn()
  }

  function endCall(outcome: RecordCall['outcome'], callBackAt: string | null) {
    leaveWith(`已记：${OUTCOME_LABEL[outcome]}`, current => {
      const ended = { version: current.version, callAttemptId: callAttemptId.value, outcome, callBackAt }
      return submitting.call(current, `${OUTCOME_LABEL[outcome]} #${current.code}`, ended)
    })
  }

  /** 自称已做，系统未见: nothing to tell the group, the lab is looked at again at `recheckAt`. */
  function saysTested(claim: SaysTested, recheckAt: string) {
    leaveWith('已记：自称已做', current => {
      const ended = {
        version: current.version,
        callAttemptId: callAttemptId.value,
        outcome: 'reached' as const,
        callBackAt: recheckAt,
        saysTested: claim,
      }
      return submitting.call(current, `自称已做 #${current.code}`, ended)
    })
  }

  /** What is a report by itself: 空号, 不配合, 人机不符. */
  function tell(outcome: Outcome, mismatchKind: MismatchKind | null) {
    leaveWith(`已记：${OUTCOME_LABEL[outcome]}`, current => {
      const told = {
        version: current.version,
        callAttemptId: callAttemptId.value,
        fields: { ...emptyReportFields(), outcome },
        ...(mismatchKind ? { mismatchKind } : {}),
      }
      return submitting.report(current, `${OUTCOME_LABEL[outcome]} #${current.code}`, told)
    })
  }

  /** The filled form. Waits for the answer: a refusal must find what was typed still there. */
  async function submit(report: SubmitReport) {
    const current = task.value
    if (!current || left || submitting.pending.value) return
    const state = await submitting.report(current, `反馈 #${current.code}`, report)
    if (state === 'refused') return
    left = true
    settled(postWords(task.value), state, null)
    goOn()
  }

  /** One step back inside the screen; false where there is none. */
  function stepBack(): boolean {
    if (step.value === 'facts' || left) return false
    step.value = step.value === 'form' ? 'outcome' : 'facts'
    return true
  }

  return {
    step: readonly(step),
    callAttemptId,
    dial,
    dialAgain: dialling.dialAgain,
    dialPending: dialling.pending,
    dialError: dialling.error,
    avoided: dialling.avoided,
    callerLine: dialling.callerLine,
    blocked: dialling.blocked,
    sending: submitting.pending,
    refusal: submitting.error,
    askOutcome: () => void (step.value = 'outcome'),
    openForm: () => void (step.value = 'form'),
    stepBack,
    endCall,
    saysTested,
    tell,
    submit,
  }
}
