import type { ReportFields } from '../../contract/report-fields.ts'
import type { Known } from '../reports/part.ts'
import { OUTCOMES } from './outcomes.ts'

/** What the list told before the call, as far as a form starts with it. */
export type KnownFacts = Partial<Known>

/**
 * Whether a report is worth the group's eyes: that somebody was reached says nothing without what they told, and neither does
 * what the list knew before the call. An end like 空号 or 不配合 says enough by itself.
 */
export function saysSomething({ outcome, tests, ...told }: ReportFields, known: KnownFacts): boolean {
  if (outcome !== null && OUTCOMES[outcome].follows !== 'form') return true
  if (tests.length > 0) return true
  const listed: Partial<Record<string, unknown>> = known
  return Object.entries(told).some(([field, value]) => value !== null && value !== listed[field])
}
