import type { CallAttempt } from '../../contract/call-attempts.ts'
import { OUTCOME_LABEL } from '../../domain/report-text/labels.ts'
import { MISMATCH_LABEL } from './call-choices.ts'
import { moment } from './time.ts'

/** How one call ended: 人机不符（家人的号码）, 稍后再打，约 明天 09:00. */
export function attemptWords({ outcome, mismatchKind, callBackAt }: CallAttempt, now: number): string {
  const words = outcome ? OUTCOME_LABEL[outcome] : '正在通话'
  const more = mismatchKind ? `（${MISMATCH_LABEL[mismatchKind]}）` : ''
  return `${words}${more}${callBackAt ? `，约 ${moment(callBackAt, now)}` : ''}`
}
