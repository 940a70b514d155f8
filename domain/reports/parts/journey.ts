import type { ReportFields } from '../../../contract/report-fields.ts'
import { dayAt } from '../../time/clock.ts'
import { monthDay } from '../../time/days.ts'
import { earliestMonthDay, latestMonthDay } from '../../time/days-from-parts.ts'
import { TRANSPORT_LABEL } from '../../words/transport.ts'
import type { LineContext, ReportPart } from '../part.ts'
import { codesBy, DAY, PLACE, publicPlace } from './line-patterns.ts'

/** Of a return that is still to come. */
const EXPECTED = '预计'
const TRANSPORTS = codesBy(TRANSPORT_LABEL, code => TRANSPORT_LABEL[code])
const ARRIVAL = new RegExp(
  `^(?:(${EXPECTED})?${DAY})?(${[...TRANSPORTS.keys()].join('|')})?(?:\\[([A-Z0-9]{2,8})\\])? ?(${PLACE})?→${PLACE}$`,
  'u',
)

/** When the resident came, from where and how. */
export const JOURNEY: ReportPart = {
  highlights({ arrivedOn, transport, vehicleNo, origin }, known) {
    const parts = [arrivedOn && monthDay(arrivedOn), transport && TRANSPORT_LABEL[transport], vehicleNo, origin]
    const text = parts.filter(Boolean).join(' ')
    return text ? [{ text: `${text} 到`, isNew: arrivedOn !== known.arrivedOn || origin !== known.origin }] : []
  },
  fact: ({ origin }) => (origin ? { label: '来自', value: origin } : null),
  line: { place: 1, write, read },
}

function write({ arrivedOn, transport, vehicleNo, origin }: ReportFields, context: LineContext): string {
  const from = publicPlace(origin, context)
  if (from === '' && !arrivedOn && !transport && !vehicleNo) return ''
  const expected = arrivedOn !== null && arrivedOn > dayAt(context.now) ? EXPECTED : ''
  const day = arrivedOn === null ? '' : `${expected}${monthDay(arrivedOn)}`
  const vehicle = vehicleNo === null ? '' : `[${vehicleNo}]`
  const journey = `${day}${transport === null ? '' : TRANSPORT_LABEL[transport]}${vehicle}`
  return `${[journey, from].filter(Boolean).join(' ')}→${context.city}`
}

function read(text: string, day: string): Partial<ReportFields> | null {
  const match = ARRIVAL.exec(text)
  if (!match) return null
  const [, expected, month, date, transport, vehicleNo, origin] = match
  const find = expected === undefined ? latestMonthDay : earliestMonthDay
  return {
    arrivedOn: month === undefined ? null : find(Number(month), Number(date), day),
    transport: TRANSPORTS.get(transport ?? '') ?? null,
    vehicleNo: vehicleNo ?? null,
    origin: origin ?? null,
  }
}
