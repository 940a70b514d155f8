import type { ReportFields } from '../../contract/report-fields.ts'
import { EXEMPT_REASONS, type ExemptReason } from '../../contract/tasks.ts'
import { OUTCOMES } from '../calls/outcomes.ts'
import { EXEMPT_LABEL } from '../words/exempt.ts'

/**
 * Why a task leaves the match rate (nobody there can be asked to be tested), by how its call ended, else by where the
 * person is; null: it counts.
 */
export function exemptOf({ outcome, whereabouts }: Pick<ReportFields, 'outcome' | 'whereabouts'>): ExemptReason | null {
  const byOutcome = outcome === null ? undefined : OUTCOMES[outcome].exempt
  return byOutcome ?? EXEMPT_REASONS.find(reason => reason === whereabouts) ?? null
}

/** Why an exempt task is closed. */
export const exemptText = (exempt: ExemptReason): string => `${EXEMPT_LABEL[exempt]}，不计入匹配率`
