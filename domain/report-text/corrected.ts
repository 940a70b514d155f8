import type { ReportFields } from '../../contract/report-fields.ts'

/** A report after a correction of it: only what the correction speaks of changes, the rest stays. */
export function corrected<T extends ReportFields>(before: ReportFields, told: T): T {
  const { tests, testCount, whereabouts } = told
  const kept = Object.fromEntries(
    Object.entries(before).filter(([field]) => {
      const value: unknown = told[field as keyof ReportFields]
      return value === null || (Array.isArray(value) && value.length === 0)
    }),
  )
  const speaksOfTests = tests.length > 0 || testCount !== null
  return {
    ...told,
    ...kept,
    ...(speaksOfTests ? { tests, testCount } : {}),
    // Where somebody is away goes with where somebody is.
    ...(whereabouts === null ? {} : { awayPlace: told.awayPlace }),
  }
}
