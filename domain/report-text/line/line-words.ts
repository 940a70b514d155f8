import type { TestResultMention, Transport, Whereabouts } from '../../../contract/report-fields.ts'
import { cityInWords } from '../../city.ts'
import { TRANSPORT_LABEL, WHEREABOUTS_LABEL } from '../labels.ts'

/** The words of the group line, shared by its writer and its reader so that they cannot drift apart. */

export const LINE_HEAD = '【核查反馈】'
export const LINE_HEAD_CORRECTED = '【核查反馈·更正】'
export const OUTCOME_UNSAID = '通话结果未填'
export const TRANSPORT_WORD: Record<Transport, string> = TRANSPORT_LABEL
export const RESULT_WORD: Record<TestResultMention, string> = {
  negative: '阴',
  positive: '阳',
  pending: '待出',
  unknown: '已做',
}
export const NO_TEST = '未做核酸'
export const NO_VACCINE = '未接种'
export const EXPECTED = '预计'

/** As on every screen; the line of a place with a name of its own says it instead of 本社区, and 已离深 instead of 已离本市. */
export function whereaboutsWords(city: string, community: string): Record<Whereabouts, string> {
  const here = cityInWords(city)
  return {
    ...WHEREABOUTS_LABEL,
    local: `在${community}`,
    left: `已离${here}`,
    not_returned: `未返${here}`,
  }
}
