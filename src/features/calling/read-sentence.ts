import type { ReportFields } from '../../../contract/report-fields.ts'
import { tellsSomething } from '../../../domain/tasks/match-report.ts'
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
  if (!read || !tellsSomething(read)) return null
  const { tests, testCount, arrivedOn, origin, transport, vehicleNo } = read
  const { whereabouts, awayPlace, address, vaccineDoses } = read
  const single = { arrivedOn, origin, transport, vehicleNo, whereabouts, awayPlace, address, vaccineDoses }
  const told = Object.fromEntries(Object.entries(single).filter(([, value]) => value !== null))
  const isTested = tests.length > 0 || testCount !== null
  if (Object.keys(told).length === 0 && !isTested) return null
  return { ...told, ...(isTested ? { tests, testCount } : {}) }
}
