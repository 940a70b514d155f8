import type { TestMention, TestResultMention } from '../../contract/report-fields.ts'
import { SAMPLE_LABEL } from '../words/test-result.ts'
import { dayAt } from '../time/clock.ts'
import { monthDay } from '../time/days.ts'

/** A row of the lab. */
export interface LabSample {
  /** ISO. */
  readonly sampledAt: string
  readonly result: 'negative' | 'positive' | 'pending' | 'void'
}

/** A told result that says the same as the lab's; one that was not told contradicts nothing but is worth knowing. */
const SAME: Record<LabSample['result'], readonly TestResultMention[]> = {
  negative: ['negative'],
  positive: ['positive'],
  pending: ['pending', 'unknown'],
  void: [],
}

/**
 * What the lab says where it differs from the tests that were told, in words; null: nothing. The text never invents a
 * test and never moves one: this only stands beside it. `deniesAll`: told that no test was done.
 */
export function labDiffers(
  told: readonly TestMention[],
  samples: readonly LabSample[],
  deniesAll = false,
): string | null {
  const newest = [...samples].sort((a, b) => b.sampledAt.localeCompare(a.sampledAt))
  if (deniesAll) return newest[0] ? `化验室有 ${saysOf(newest[0])}` : null
  const differences = told.flatMap(test => {
    const sameDay = newest.filter(sample => dayAt(sample.sampledAt) === test.date)
    const [sample] = sameDay
    if (!sample) return [`化验室没有 ${monthDay(test.date)} 的样本`]
    return sameDay.some(({ result }) => SAME[result].includes(test.result)) ? [] : [`化验室 ${saysOf(sample)}`]
  })
  return differences.length === 0 ? null : differences.join('；')
}

const saysOf = ({ sampledAt, result }: LabSample) => `${monthDay(dayAt(sampledAt))} ${SAMPLE_LABEL[result]}`
