import type { Outcome, Transport, Whereabouts } from '../../../../contract/report-fields.ts'
import { OUTCOMES, outcomesInOrder } from '../../../../domain/calls/outcomes.ts'
import { REPORT_PARTS } from '../../../../domain/reports/report-parts.ts'
import { TRANSPORT_LABEL } from '../../../../domain/words/transport.ts'
import { WHEREABOUTS_LABEL } from '../../../../domain/words/whereabouts.ts'
import type { Choice } from '../../../ui/choice.ts'

export const OUTCOME_CHOICES: readonly Choice<Outcome>[] = outcomesInOrder().map(value => ({
  value,
  label: OUTCOMES[value].label,
}))

export const WHEREABOUTS_CHOICES: readonly Choice<Whereabouts>[] = (
  ['local', 'other_district', 'left', 'not_returned', 'passed_by'] as const
).map(value => ({ value, label: WHEREABOUTS_LABEL[value] }))

/** The likely ones first. */
const TRANSPORTS: readonly Transport[] = ['self_drive', 'train', 'flight', 'coach', 'ride', 'metro', 'ship', 'other']

export const TRANSPORT_CHOICES: readonly Choice<Transport>[] = TRANSPORTS.map(value => ({
  value,
  label: TRANSPORT_LABEL[value],
}))

/** Those that have a number worth asking for: train, flight, coach. */
export const NUMBERED_TRANSPORTS: ReadonlySet<Transport | null> = new Set<Transport>(['train', 'flight', 'coach'])

/** Asked behind the rest, as the parts of a report say; what has no part in the group line never leaves the system. */
export const PLAIN_QUESTIONS = REPORT_PARTS.flatMap(({ question, line }) =>
  question ? [{ question, isPersonal: line === undefined }] : [],
)

/** Where tests are known by number only. */
export const TEST_COUNT_CHOICES: readonly Choice<number>[] = [1, 2, 3, 4].map(value => ({
  value,
  label: `${value} 次`,
}))
