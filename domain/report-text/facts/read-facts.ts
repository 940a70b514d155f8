import { emptyReportFields, type ReportFields } from '../../../contract/report-fields.ts'
import type { LocalMoment } from '../../time/local-time.ts'
import type { City } from '../../city.ts'
import { findAddress } from './address.ts'
import { findDates } from './days.ts'
import { findPlaces, type Passage } from './places.ts'
import { readTests } from './tests/tests.ts'
import { readArrival, readOrigin } from './travel.ts'
import { readUndatedTest } from './tests/undated-test.ts'
import { readVehicle, withoutVehicleNo } from './vehicles.ts'
import { readWhereabouts } from './whereabouts.ts'

/** Home, tests, trip and whereabouts told in the words of one person, each read from what the one before left. */
export function readFacts(text: string, at: LocalMoment, city: City): ReportFields {
  const address = findAddress(text, city)
  const moved = address !== null && text.slice(address.start).startsWith('搬') ? '不住这边' : ''
  const withoutAddress = address ? `${text.slice(0, address.start)}|${moved}${text.slice(address.end)}` : text
  const rest = withoutVehicleNo(withoutAddress)
  const dates = findDates(rest, at)
  const passage = { text: rest, places: findPlaces(rest, city) }
  const { tests, testCount, spent } = readTests(passage, dates, at)
  const free = dates.filter(date => !spent.has(date))
  const arrival = readArrival(rest, free, at, false)
  const undated = readUndatedTest(passage, { tests, testCount }, arrival.arrivedOn, at)
  const { whereabouts, awayPlace } = readWhereabouts(
    passage,
    {
      address: address !== null,
      returned: arrival.told || arrival.arrivedOn !== null,
      expected: arrival.expected,
    },
    city,
  )
  const arrivedOn = whereabouts === 'left' && !arrival.told ? null : arrival.arrivedOn
  const origin = originOf(
    passage,
    { whereabouts, awayPlace, returned: arrival.told, arrivedOn: arrival.arrivedOn },
    city,
  )
  const tellsTrip =
    arrivedOn !== null ||
    origin !== null ||
    /途经|途径|路过|经过/.test(rest) ||
    whereabouts === 'passed_by' ||
    whereabouts === 'not_returned'
  return {
    ...emptyReportFields(),
    ...readVehicle(withoutAddress, tellsTrip),
    tests: undated ? [undated, ...tests] : [...tests],
    testCount: undated ? Math.max(testCount ?? 0, tests.length + 1) : testCount,
    arrivedOn,
    origin,
    whereabouts,
    awayPlace,
    address: address?.text ?? null,
  }
}

interface Journey extends Pick<ReportFields, 'whereabouts' | 'awayPlace' | 'arrivedOn'> {
  readonly returned: boolean
}

function originOf(
  passage: Passage,
  { whereabouts, awayPlace, returned, arrivedOn }: Journey,
  city: City,
): string | null {
  if (whereabouts === 'not_returned')
    return /(?:从|由|自(?!驾|己))(?!囻)[\p{Script=Han}]{2,10}?(?:坐|自驾|返|回|飞|乘|开|出发|过来|来囻|到囻)/u.test(
      passage.text,
    )
      ? readOrigin(passage, null, city)
      : null
  if (whereabouts === 'passed_by' && !returned) return null
  if (whereabouts === 'left') return returned && arrivedOn !== null ? readOrigin(passage, awayPlace, city) : null
  return readOrigin(passage, awayPlace, city)
}

/** Whether any field is told. */
export function saysSomething(fields: ReportFields): boolean {
  return Object.values(fields).some(value => value !== null && !(Array.isArray(value) && value.length === 0))
}
