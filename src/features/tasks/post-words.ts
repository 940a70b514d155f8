import type { ReportSummary } from '../../../contract/reports.ts'
import type { IconName } from '../../ui/icons/icons.ts'

export interface PostWords {
  text: string
  tone: 'calm' | 'soon' | 'late'
  icon: IconName | null
  /** Whether trying again could help. */
  again: boolean
}

/** Where the group message of a report stands. */
export function postWords({ state, problem }: ReportSummary['post']): PostWords {
  if (state === 'sent') return { text: '已发到群', tone: 'calm', icon: 'check', again: false }
  if (state === 'no_group') return { text: '没有设置群', tone: 'calm', icon: null, again: false }
  if (state === 'failed') return { text: problem ?? '没有发到群', tone: 'soon', icon: 'warning', again: true }
  return { text: problem ?? '正在发到群', tone: 'calm', icon: 'clock', again: false }
}
