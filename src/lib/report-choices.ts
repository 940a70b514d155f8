import type { Outcome, TestResultMention, Transport, Whereabouts } from '../../contract/report-fields.ts'
import { OUTCOME_LABEL, TRANSPORT_LABEL, WHEREABOUTS_LABEL } from '../../domain/report-text/labels.ts'

export interface Choice<T> {
  value: T
  label: string
}

const choicesOf = <T extends string>(labels: Readonly<Record<T, string>>): readonly Choice<T>[] =>
  (Object.keys(labels) as T[]).map(value => ({ value, label: labels[value] }))

export const OUTCOME_CHOICES: readonly Choice<Outcome>[] = choicesOf(OUTCOME_LABEL)
export const WHEREABOUTS_CHOICES: readonly Choice<Whereabouts>[] = choicesOf(WHEREABOUTS_LABEL)
export const TRANSPORT_CHOICES: readonly Choice<Transport>[] = choicesOf(TRANSPORT_LABEL)

/** Short: they stand beside a day. 已做 is offered only where it was told so. */
export const TEST_RESULT_CHOICES: readonly Choice<TestResultMention>[] = [
  { value: 'negative', label: '阴' },
  { value: 'positive', label: '阳' },
  { value: 'pending', label: '未出' },
]
export const TOLD_TEST_CHOICES: readonly Choice<TestResultMention>[] = [
  ...TEST_RESULT_CHOICES,
  { value: 'unknown', label: '已做' },
]

const counted = (from: number, to: number, unit: string): readonly Choice<number>[] =>
  Array.from({ length: to - from + 1 }, (_, at) => ({ value: from + at, label: `${from + at} ${unit}` }))

export const DOSE_CHOICES = counted(0, 4, '针')

/** Where tests are known by number only. */
export const TEST_COUNT_CHOICES: readonly Choice<number>[] = [{ value: 0, label: '未做' }, ...counted(1, 4, '次')]
