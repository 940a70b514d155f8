import type { ProgressNumber } from '../../../contract/progress.ts'
import { STUCK_LABEL } from '../../../domain/words/stuck-place.ts'

/** What each number is called. */
export const NUMBER_LABEL: Record<ProgressNumber, string> = {
  ...STUCK_LABEL,
  tasks: '任务',
  called: '已打',
  reported: '已反馈',
  recorded: '已录入',
  matched: '已匹配',
  exempt: '不计',
}

const NUMBERS = Object.keys(NUMBER_LABEL)
const isNumber = (value: unknown): value is ProgressNumber => typeof value === 'string' && NUMBERS.includes(value)

/** The number an address names; the first place where it names none. */
export const progressNumberOf = (value: unknown): ProgressNumber => (isNumber(value) ? value : 'notCalled')
