import type { ExemptReason } from '../../contract/tasks.ts'
import { OUTCOMES } from '../calls/outcomes.ts'
import { WHEREABOUTS_LABEL } from './whereabouts.ts'

/** Why a task does not count, on rows, in its history and in a list written back. */
export const EXEMPT_LABEL: Readonly<Record<ExemptReason, string>> = {
  wrong_person: OUTCOMES.wrong_person.label,
  invalid_number: '空号停机',
  left: WHEREABOUTS_LABEL.left,
  other_district: WHEREABOUTS_LABEL.other_district,
}
