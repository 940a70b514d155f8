import type { Whereabouts } from '../../../contract/report-fields.ts'
import { cityInWords } from '../../city.ts'
import { WHEREABOUTS_LABEL } from '../../words/whereabouts.ts'

/** The words of the group line, shared by its writer and its reader so that they cannot drift apart. */

export const LINE_HEAD = '【核查反馈】'
export const LINE_HEAD_CORRECTED = '【核查反馈·更正】'
export const OUTCOME_UNSAID = '通话结果未填'
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
