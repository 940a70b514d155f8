import type { TaskCounts, TaskSummary } from '../../../contract/tasks.ts'
import { OUTCOMES } from '../../../domain/calls/outcomes.ts'
import { EXEMPT_LABEL } from '../../../domain/words/exempt.ts'
import type { RowIconName } from '../../ui/icons/icons.ts'
import { dayAt } from '../../../domain/time/clock.ts'
import { dayWord, moment, timeLeft } from '../../ui/time.ts'

export interface Words {
  text: string
  tone: 'late' | 'soon' | 'calm' | 'good' | 'mine'
  /** Goes with every tone that is a colour: colour alone says nothing to some eyes. */
  icon: RowIconName | null
}

/** Over the list: whose it is and how many calls are left. */
export const listHeading = (unitName: string, counts: TaskCounts | null): string =>
  `${unitName} · 待拨打 ${counts?.to_call ?? ''}`

const calm = (text: string): Words => ({ text, tone: 'calm', icon: null })

/** The right end of a row's first line: how much time there is, or that none is needed any more. */
export function rowTime(task: TaskSummary, now: number): Words {
  if (task.matchedAt) return { text: '已达标', tone: 'good', icon: 'check' }
  if (task.status === 'recorded') return { text: '已录入', tone: 'good', icon: 'check' }
  if (task.status === 'reported') return calm('待录入')
  if (task.status === 'closed') return calm('已关闭')
  if (!task.deadlineAt) return calm('')
  const left = timeLeft(task.deadlineAt, now)
  return { ...left, icon: left.tone === 'calm' ? null : 'clock' }
}

/** The right end of a row's last line: who has it, when to call back, or what the last call brought. */
export function rowNote(task: TaskSummary, now: number): Words {
  const { lease } = task
  if (lease && Date.parse(lease.until) > now) {
    return lease.mine
      ? { text: '您正在拨打', tone: 'mine', icon: 'phone' }
      : { text: `${lease.name}正在拨打`, tone: 'soon', icon: 'lock' }
  }
  if (task.exempt) return calm(EXEMPT_LABEL[task.exempt])
  if (task.status === 'to_call' && task.nextCallAt && Date.parse(task.nextCallAt) > now) {
    const when = moment(task.nextCallAt, now)
    return { text: task.lastOutcome === 'call_later' ? `约好 ${when}` : `${when} 再打`, tone: 'calm', icon: 'clock' }
  }
  if (task.status === 'to_visit') return calm(`待上门 · 打了${task.attemptCount}次`)
  return calm(lastCallWords(task, now))
}

/** Reached, and said to be tested, which the lab has not: such a call makes no report. */
export const waitsForLab = ({ status, attemptCount, lastOutcome }: TaskSummary): boolean =>
  status === 'to_call' && attemptCount > 0 && lastOutcome === 'reached'

function lastCallWords(task: TaskSummary, now: number): string {
  const { attemptCount, lastOutcome, lastAttemptAt } = task
  if (attemptCount === 0) return '未拨打'
  if (waitsForLab(task)) return '自称已做，化验室未见'
  const outcome = lastOutcome ? OUTCOMES[lastOutcome].label : `打过${attemptCount}次`
  const when = lastAttemptAt ? dayWord(dayAt(lastAttemptAt), dayAt(now)) : ''
  return `${when}${outcome}${attemptCount > 1 && lastOutcome ? ` · ${attemptCount}次` : ''}`
}
