import type { ReportFields } from '../../contract/report-fields.ts'
import { OUTCOMES } from '../calls/outcomes.ts'
import { monthDay } from '../time/days.ts'
import { TOLD_RESULT } from '../words/test-result.ts'
import { TRANSPORT_LABEL } from '../words/transport.ts'
import { WHEREABOUTS_LABEL } from '../words/whereabouts.ts'

/** What the task knew from its list before anybody called. */
export interface Known {
  readonly arrivedOn: string | null
  readonly origin: string | null
  readonly vehicleNo: string | null
  readonly vaccineDoses: number | null
}

export const NOTHING_KNOWN: Known = { arrivedOn: null, origin: null, vehicleNo: null, vaccineDoses: null }

export interface Highlight {
  text: string
  isNew: boolean
}

/**
 * A report in the words a recorder reads, most telling first; `isNew` where the task did not know it yet.
 * The address is told as given or not: it is personal and shown nowhere in a list.
 */
export function highlightsOf(fields: ReportFields, known: Known): Highlight[] {
  const { outcome, whereabouts, awayPlace, tests, testCount, arrivedOn, origin, transport, vehicleNo, vaccineDoses } =
    fields
  const where = whereabouts && [WHEREABOUTS_LABEL[whereabouts], awayPlace].filter(Boolean).join(' ')
  const journey = [arrivedOn && monthDay(arrivedOn), transport && TRANSPORT_LABEL[transport], vehicleNo, origin]
    .filter(Boolean)
    .join(' ')
  const knewJourney = arrivedOn === known.arrivedOn && origin === known.origin
  return [
    ...(outcome && outcome !== 'reached' ? [fresh(OUTCOMES[outcome].label)] : []),
    ...(where ? [fresh(where)] : []),
    ...tests.map(({ date, result }) => fresh(`${monthDay(date)} ${TOLD_RESULT[result].label}`)),
    ...(tests.length === 0 && testCount !== null ? [fresh(testCount === 0 ? '未做核酸' : `核酸 ${testCount} 次`)] : []),
    ...(journey ? [{ text: `${journey} 到`, isNew: !knewJourney }] : []),
    ...(vaccineDoses === null ? [] : [{ text: `疫苗 ${vaccineDoses} 针`, isNew: vaccineDoses !== known.vaccineDoses }]),
    ...(fields.address ? [fresh('有住址')] : []),
  ]
}

/** The same against what earlier records of the task and the lab told as well: what they said is no news. */
export function highlightsAgainst(fields: ReportFields, known: Known, earlier: readonly ReportFields[]): Highlight[] {
  const old = new Set(earlier.flatMap(told => highlightsOf(told, known).map(({ text }) => text)))
  return highlightsOf(fields, known).map(({ text, isNew }) => ({ text, isNew: isNew && !old.has(text) }))
}

const fresh = (text: string): Highlight => ({ text, isNew: true })
