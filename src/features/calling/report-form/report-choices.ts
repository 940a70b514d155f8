import type { Outcome, TestResultMention, Transport, Whereabouts } from '../../../../contract/report-fields.ts'
import { OUTCOME_LABEL, TRANSPORT_LABEL } from '../../../../domain/report-text/labels.ts'
import type { Choice } from '../../../ui/choice.ts'

export const OUTCOME_CHOICES: readonly Choice<Outcome>[] = (Object.keys(OUTCOME_LABEL) as Outcome[]).map(value => ({
  value,
  label: OUTCOME_LABEL[value],
}))

/** `city` is its short name, such as 深. */
export const whereaboutsChoices = (city: string): readonly Choice<Whereabouts>[] => [
  { value: 'local', label: '在本社区' },
  { value: 'other_district', label: `在${city}其他社区` },
  { value: 'left', label: `已离${city}` },
  { value: 'not_returned', label: `未返${city}` },
  { value: 'passed_by', label: '只是路过' },
]

/** The likely ones first. */
const TRANSPORTS: readonly Transport[] = ['self_drive', 'train', 'flight', 'coach', 'ride', 'metro', 'ship', 'other']

export const TRANSPORT_CHOICES: readonly Choice<Transport>[] = TRANSPORTS.map(value => ({
  value,
  label: TRANSPORT_LABEL[value],
}))

/** Those that have a number worth asking for: train, flight, coach. */
export const NUMBERED_TRANSPORTS: ReadonlySet<Transport | null> = new Set<Transport>(['train', 'flight', 'coach'])

export const DOSE_CHOICES: readonly Choice<number>[] = [0, 1, 2, 3, 4].map(value => ({ value, label: String(value) }))

/** Where tests are known by number only. */
export const TEST_COUNT_CHOICES: readonly Choice<number>[] = [1, 2, 3, 4].map(value => ({
  value,
  label: `${value} 次`,
}))

export const RESULT_CHIP: Record<TestResultMention | 'none', string> = {
  none: '—',
  negative: '阴',
  pending: '未出',
  positive: '阳',
  unknown: '已做',
}
