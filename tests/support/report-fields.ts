import { emptyReportFields, type ReportFields } from '../../contract/report-fields.ts'

/** A reached resident who told everything; a test changes what it is about. */
export const reached = (fields: Partial<ReportFields> = {}): ReportFields => ({
  ...emptyReportFields(),
  outcome: 'reached',
  tests: [{ date: '2022-05-21', result: 'negative' }],
  testCount: 1,
  whereabouts: 'local',
  ...fields,
})
