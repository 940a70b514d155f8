import type { ReportFields } from '../../../contract/report-fields.ts'
import type { Person } from './people.ts'
import { saysSomething } from '../facts/read-facts.ts'

/** A person and what is told of this person. */
export interface Reading {
  readonly person: Person
  readonly fields: ReportFields
}

/** In a household the itinerary and the home of the first member hold for those of whom nothing else is told. */
export function inherit<R extends Reading>(read: readonly R[]): R[] {
  const first = sourceOf(read)
  if (!first) return []
  const home = read.find(({ person, fields }) => person.household && fields.address !== null)?.fields.address ?? null
  return likeTheOneBefore(read).map(reading => {
    if (!reading.person.household) return reading
    if (reading === first) return { ...reading, fields: { ...reading.fields, address: reading.fields.address ?? home } }
    return {
      ...reading,
      fields: withHousehold(reading, { ...first, fields: { ...first.fields, address: first.fields.address ?? home } }),
    }
  })
}

/** 2、蒙小军 137… 同上: in a list what the words leave open is as it was told of the one before. */
function likeTheOneBefore<R extends Reading>(read: readonly R[]): R[] {
  const told: R[] = []
  for (const reading of read) {
    const before = told[told.length - 1]
    const { person, fields } = reading
    const isAlike = before && !person.household && /同上|同前|跟上面一样|同上一位/.test(person.text)
    told.push(isAlike ? { ...reading, fields: filledFrom(before.fields, fields) } : reading)
  }
  return told
}

function filledFrom(before: ReportFields, fields: ReportFields): ReportFields {
  const own = Object.entries(fields).filter(
    ([, value]) => value !== null && !(Array.isArray(value) && value.length === 0),
  )
  return { ...before, callBackAt: null, ...Object.fromEntries(own) }
}

/** Whose trip holds for all: the first member's, or, told behind the list, that of the last. */
function sourceOf(read: readonly Reading[]): Reading | undefined {
  const last = read[read.length - 1]
  const isAfterList =
    last?.person.household === true &&
    last.fields.arrivedOn !== null &&
    read.every(one => one === last || (one.fields.arrivedOn ?? one.fields.origin ?? one.fields.awayPlace) === null)
  return isAfterList &&
    read.every(one => one === last || one.fields.whereabouts === null || one.fields.address !== null)
    ? last
    : read[0]
}

/** What the person's own words leave open is filled from the household. */
function withHousehold({ person, fields }: Reading, first: Reading): ReportFields {
  const { address, arrivedOn, origin, transport, vehicleNo, whereabouts, awayPlace } = first.fields
  const together = /同上|一起|同行|一样|同住/.test(person.text)
  const home = fields.address ?? address
  const tests = fields.tests.length === 0 && fields.testCount === null && (together || !saysSomething(fields))
  const shared = tests ? { tests: first.fields.tests, testCount: first.fields.testCount } : {}
  const outcome = fields.outcome ?? first.fields.outcome
  if ((fields.whereabouts !== null && fields.whereabouts !== 'local') || fields.arrivedOn !== null)
    return { ...fields, ...shared, address: home, outcome }
  if (/没出(?!结果|来)|未离|没离|没去/.test(person.text))
    return { ...fields, ...shared, address: home, outcome, whereabouts: fields.whereabouts ?? 'local' }
  return {
    ...fields,
    ...shared,
    address: home,
    outcome,
    arrivedOn,
    origin,
    transport,
    vehicleNo,
    whereabouts: whereabouts ?? fields.whereabouts,
    awayPlace,
  }
}
