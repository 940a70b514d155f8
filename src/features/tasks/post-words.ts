import type { ReportSummary } from '../../../contract/reports.ts'
import type { IconName } from '../../ui/icons/icons.ts'

/** `again`: post it once more; `there`: the line was found in the group. */
export type PostDecision = 'again' | 'there'

export interface PostWords {
  text: string
  tone: 'calm' | 'soon' | 'late'
  icon: IconName | null
  /** What the button says that posts it again; null where that would not help. */
  again: string | null
  /** Nobody knows whether it is in the group: a person looks, and may say that it is. */
  unsure: boolean
}

/** Where the group message of a report stands. */
export function postWords({ state, problem }: ReportSummary['post']): PostWords {
  const calm = { tone: 'calm', icon: null, again: null, unsure: false } as const
  if (state === 'sent') return { ...calm, text: '已发到群', icon: 'check' }
  if (state === 'no_group') return { ...calm, text: '没有设置群' }
  if (state === 'failed')
    return { ...calm, text: problem ?? '没有发到群', tone: 'soon', icon: 'warning', again: '重发' }
  if (state === 'unknown')
    return { text: '不确定群里有没有', tone: 'soon', icon: 'warning', again: '再发一次', unsure: true }
  return { ...calm, text: problem ?? '正在发到群', icon: 'clock' }
}
