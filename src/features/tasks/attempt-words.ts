import type { CallAttempt } from '../../../contract/call-attempts.ts'
import type { TaskDetail } from '../../../contract/tasks.ts'
import { OUTCOMES } from '../../../domain/calls/outcomes.ts'
import { MISMATCH_LABEL } from '../../../domain/words/mismatch.ts'
import { waitsForLab } from './task-words.ts'
import { dayAt } from '../../../domain/time/clock.ts'
import { monthDay } from '../../../domain/time/days.ts'
import { moment } from '../../ui/time.ts'

/** How one call ended: 人机不符（家人的号码）, 稍后再打，约 明天 09:00, 自称5/20已做，22:10 再看, 没有记结果. */
export function attemptWords(attempt: CallAttempt, now: number): string {
  const { outcome, mismatchKind, callBackAt, saysTested } = attempt
  const again = callBackAt ? moment(callBackAt, now) : ''
  if (saysTested) return `${saysWords(saysTested.on)}，${again} 再看`
  const words = outcome ? OUTCOMES[outcome].label : attempt.underWay ? '正在通话' : '没有记结果'
  const more = mismatchKind ? `（${MISMATCH_LABEL[mismatchKind]}）` : ''
  return `${words}${more}${again && `，约 ${again}`}`
}

/** 自称5/20已做; null: nobody says so, or the lab has something of that day. */
export function claimWords(task: TaskDetail): string | null {
  const ended = task.attempts.find(attempt => attempt.outcome !== null)
  const claim = waitsForLab(task) ? ended?.saysTested : null
  if (!claim) return null
  const { on } = claim
  const isSeen = task.samples.some(one => one.result !== 'void' && (on === null || dayAt(one.sampledAt) >= on))
  return isSeen ? null : saysWords(on)
}

const saysWords = (on: string | null): string => `自称${on === null ? '' : monthDay(on)}已做`
