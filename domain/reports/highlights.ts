import type { ReportFields } from '../../contract/report-fields.ts'
import type { Highlight, Known } from './part.ts'
import { REPORT_PARTS } from './report-parts.ts'

/**
 * A report in the words a recorder reads, most telling first; `isNew` where the task did not know it yet.
 * The address is told as given or not: it is personal and shown nowhere in a list.
 */
export const highlightsOf = (fields: ReportFields, known: Known): Highlight[] =>
  REPORT_PARTS.flatMap(part => part.highlights(fields, known))

/** The same against what earlier records of the task and the lab told as well: what they said is no news. */
export function highlightsAgainst(fields: ReportFields, known: Known, earlier: readonly ReportFields[]): Highlight[] {
  const old = new Set(earlier.flatMap(told => highlightsOf(told, known).map(({ text }) => text)))
  return highlightsOf(fields, known).map(({ text, isNew }) => ({ text, isNew: isNew && !old.has(text) }))
}
