import type { TestResultMention } from '../../contract/report-fields.ts'
import type { TestResultCode } from '../../contract/test-results.ts'

interface ResultWords {
  /** Where there is room. */
  readonly label: string
  /** On a chip. */
  readonly short: string
  /** In the group line, which is read back. */
  readonly line: string
}

/** A test as a resident tells it. */
export const TOLD_RESULT: Readonly<Record<TestResultMention, ResultWords>> = {
  negative: { label: '阴性', short: '阴', line: '阴' },
  positive: { label: '阳性', short: '阳', line: '阳' },
  pending: { label: '结果未出', short: '未出', line: '待出' },
  unknown: { label: '已做', short: '已做', line: '已做' },
}

/** A sample as the lab tells it. */
export const SAMPLE_LABEL: Readonly<Record<TestResultCode, string>> = {
  negative: TOLD_RESULT.negative.label,
  positive: TOLD_RESULT.positive.label,
  pending: TOLD_RESULT.pending.label,
  void: '样本作废',
}
