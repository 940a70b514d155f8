import type { Outcome, TestResultMention, Transport, Whereabouts } from '../../../contract/report-fields.ts'
import { OUTCOME_LABEL, TRANSPORT_LABEL } from '../labels.ts'

/** The words of the group line, shared by its writer and its reader so that they cannot drift apart. */

export const LINE_HEAD = '【核查反馈】'
export const LINE_HEAD_CORRECTED = '【核查反馈·更正】'
export const OUTCOME_WORD: Record<Outcome, string> = OUTCOME_LABEL
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

/** `深` stands for the city's short name, `本社区` for the community's words. */
export function whereaboutsWords(city: string, community: string): Record<Whereabouts, string> {
  return {
    local: `在${community}`,
    other_district: '在市内其他社区',
    left: `已离${city}`,
    not_returned: `未返${city}`,
    passed_by: '途经未停留',
  }
}
