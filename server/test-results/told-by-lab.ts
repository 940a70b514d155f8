import { emptyReportFields, type ReportFields, type TestMention } from '../../contract/report-fields.ts'
import { shanghaiDay } from '../../domain/calendar.ts'
import type { SampleRow } from './samples-of.ts'

/** A sample as what was told is compared with it. */
export const labSampleOf = ({ sampledAt, result }: SampleRow) => ({ sampledAt: sampledAt.toISOString(), result })

/** What the lab says in the shape of what is told, so that a test it knows is no news. */
export function toldByLab(samples: readonly SampleRow[]): ReportFields {
  const tests = samples.flatMap(({ sampledAt, result }): TestMention[] =>
    result === 'void' ? [] : [{ date: shanghaiDay(sampledAt.toISOString()), result }],
  )
  return { ...emptyReportFields(), tests }
}
