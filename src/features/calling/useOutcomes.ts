import type { Ref } from 'vue'
import type { MismatchKind, RecordCall, SaysTested } from '../../../contract/call-attempts.ts'
import { emptyReportFields, type Outcome } from '../../../contract/report-fields.ts'
import type { SubmitReport } from '../../../contract/reports.ts'
import type { TaskDetail } from '../../../contract/tasks.ts'
import { OUTCOMES } from '../../../domain/calls/outcomes.ts'
import type { Sent } from '../../app/outbox-entry.ts'
import type { useCallState } from './useCallState.ts'
import { useSubmitOutcome } from './useSubmitOutcome.ts'

export interface OutcomeOptions {
  task: Readonly<Ref<TaskDetail | null>>
  call: ReturnType<typeof useCallState>
  accept(task: TaskDetail): void
  /** This one is done as far as the member is concerned, or left for later: show the next. */
  goOn(skipped?: boolean): void
  /** How a change ended that the member did not wait for; `words` name it. */
  settled(words: string, state: Sent<TaskDetail>['state'], problem: string | null): void
}

/** How the message to the group stands right after submitting. */
function postWords(task: TaskDetail | null): string {
  const state = task?.reports[0]?.post.state
  if (state === 'no_group') return '已保存，还没有设置群'
  return state === 'sent' ? '已发到群' : '已提交，正在发到群'
}

/** What a call brought, on its way to the server. */
export function useOutcomes({ task, call, accept, goOn, settled }: OutcomeOptions) {
  const submitting = useSubmitOutcome(accept)

  /** One tap: the next task comes at once, the answer of the server later. */
  function leaveWith(label: string, send: (task: TaskDetail) => Promise<Sent<TaskDetail>['state']>) {
    const current = task.value
    if (!current || !call.step({ type: 'end' })) return
    void send(current).then(state => settled(`已记：${label}`, state, submitting.error.value?.message ?? null))
    goOn()
  }

  const nameOf = (label: string, { code }: TaskDetail) => `${label} #${code}`
  const about = ({ version }: TaskDetail) => ({ version, callAttemptId: call.attemptId.value })

  function endCall(outcome: RecordCall['outcome'], callBackAt: string | null) {
    const label = OUTCOMES[outcome].label
    leaveWith(label, current =>
      submitting.call(current, nameOf(label, current), { ...about(current), outcome, callBackAt }),
    )
  }

  /** 自称已做，系统未见: nothing to tell the group, the lab is looked at again at `recheckAt`. */
  function saysTested(claim: SaysTested, recheckAt: string) {
    leaveWith('自称已做', current => {
      const ended = { ...about(current), outcome: 'reached' as const, callBackAt: recheckAt, saysTested: claim }
      return submitting.call(current, nameOf('自称已做', current), ended)
    })
  }

  /** What is a report by itself: 空号, 不配合, 人机不符. */
  function tell(outcome: Outcome, mismatchKind: MismatchKind | null) {
    const label = OUTCOMES[outcome].label
    leaveWith(label, current => {
      const told = { ...about(current), fields: { ...emptyReportFields(), outcome } }
      return submitting.report(current, nameOf(label, current), mismatchKind ? { ...told, mismatchKind } : told)
    })
  }

  /** The filled form. Waits for the answer: a refusal must find what was typed still there. */
  async function submit(report: SubmitReport, says: boolean) {
    const current = task.value
    if (!current || !call.step({ type: 'submit', says })) return
    const state = await submitting.report(current, nameOf('反馈', current), report)
    call.step({ type: state === 'refused' ? 'refused' : 'sent' })
    if (state === 'refused') return
    settled(postWords(task.value), state, null)
    goOn()
  }

  return { endCall, saysTested, tell, submit, refusal: submitting.error }
}
