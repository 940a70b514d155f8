import type { ReportFields } from '../../contract/report-fields.ts'
import type { LinePart, ReportPart } from './part.ts'
import { ADDRESS } from './parts/address.ts'
import { CALL_BACK } from './parts/call-back.ts'
import { JOURNEY } from './parts/journey.ts'
import { OUTCOME } from './parts/outcome.ts'
import { TESTS } from './parts/tests.ts'
import { VACCINE } from './parts/vaccine.ts'
import { WHEREABOUTS } from './parts/whereabouts.ts'

export type FieldName = keyof ReportFields

interface FieldRow {
  /** What a recorder calls it. */
  readonly label: string
  /** The part it is told, shown, written and compared with. */
  readonly part: ReportPart
}

/** Every field of a report, in the order in which a recorder reads them. A field without a row does not compile. */
export const REPORT_FIELDS: { readonly [Name in FieldName]: FieldRow } = {
  outcome: { label: '通话结果', part: OUTCOME },
  callBackAt: { label: '回拨时间', part: CALL_BACK },
  whereabouts: { label: '人在哪里', part: WHEREABOUTS },
  awayPlace: { label: '所在地', part: WHEREABOUTS },
  tests: { label: '核酸', part: TESTS },
  testCount: { label: '核酸次数', part: TESTS },
  arrivedOn: { label: '到达日期', part: JOURNEY },
  origin: { label: '来源地', part: JOURNEY },
  transport: { label: '交通方式', part: JOURNEY },
  vehicleNo: { label: '车次', part: JOURNEY },
  vaccineDoses: { label: '疫苗', part: VACCINE },
  address: { label: '住址', part: ADDRESS },
}

export const isFieldName = (name: string): name is FieldName => name in REPORT_FIELDS

export const REPORT_PARTS: readonly ReportPart[] = [...new Set(Object.values(REPORT_FIELDS).map(({ part }) => part))]

/** Those of the group line, as they follow each other. */
export const LINE_PARTS: readonly LinePart[] = REPORT_PARTS.flatMap(({ line }) => line ?? []).sort(
  (a, b) => a.place - b.place,
)
