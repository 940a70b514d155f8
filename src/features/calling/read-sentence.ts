import type { ReportFields } from '../../../contract/report-fields.ts'
import { onlyTold } from '../../../domain/reports/told.ts'
import { DEFAULT_CITY, type City } from '../../../domain/city.ts'
import { readReports } from '../../../domain/report-text/read-report.ts'

/**
 * What a sentence tells about the resident of one task: only what was said, so that it is laid over a form. Null: nothing was
 * understood. The code in front makes any sentence one about that resident.
 */
export function readSentence(
  text: string,
  code: string,
  now: number,
  city: City = DEFAULT_CITY,
): Partial<ReportFields> | null {
  const [read] = readReports(`#${code} ${text}`, new Date(now).toISOString(), city)
  if (!read) return null
  const told = onlyTold(read)
  return Object.keys(told).length === 0 ? null : told
}
