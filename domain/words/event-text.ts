import { Outcome } from '../../contract/report-fields.ts'
import { EXEMPT_REASONS, type ExemptReason } from '../../contract/tasks.ts'
import type { EventKind } from '../../contract/stream.ts'
import { EXEMPT_LABEL } from './exempt.ts'
import { OUTCOMES } from '../calls/outcomes.ts'

const TEXT: Partial<Record<EventKind, string>> = {
  task_created: '列入名单',
  task_dialled: '拨打了电话',
  call_avoided: '化验室已有结果，免打一次',
  call_undone: '撤销了刚记的电话结果',
  record_made: '录入',
  record_undone: '撤销了录入',
  record_corrected: '更正了录入',
  task_matched: '核酸已匹配',
  task_unmatched: '化验室撤回样本，重新打开',
  task_sampled: '化验室有新样本',
  sample_assigned: '认定了样本是谁的',
  sample_unassigned: '撤回了样本的认定',
  data_issue_reported: '报告数据有误',
  task_closed: '关闭',
  task_reopened: '重新打开',
  positive_found: '化验室报阳性',
}

/** What happened, in the words of the history and of 「刚被改动」; null: not worth telling. */
export function eventText(kind: EventKind, data: Record<string, unknown>): string | null {
  const outcome = isOutcome(data['outcome']) ? OUTCOMES[data['outcome']].label : undefined
  if (kind === 'call_recorded' && data['saysTested'] === true) return '自称已做核酸，化验室未见'
  if (kind === 'call_recorded') return outcome ?? '记了一次电话'
  if (kind === 'report_submitted') return outcome ? `反馈到群：${outcome}` : '反馈到群'
  if (kind === 'record_made') return isExempt(data['exempt']) ? `录入（${EXEMPT_LABEL[data['exempt']]}，不计）` : '录入'
  return TEXT[kind] ?? null
}

const isOutcome = (value: unknown): value is Outcome => Outcome.options.some(outcome => outcome === value)

const isExempt = (value: unknown): value is ExemptReason => EXEMPT_REASONS.some(reason => reason === value)
