import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { emptyReportFields, type ReportFields } from '../../../contract/report-fields.ts'
import { saysSomething, type KnownFacts } from '../../../domain/calls/says-something.ts'

const maybe = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: null })
const anyKnown: fc.Arbitrary<Required<KnownFacts>> = fc.record({
  arrivedOn: maybe(fc.constantFrom('2022-05-18', '2022-05-19')),
  origin: maybe(fc.constantFrom('东浦市', '岚州市')),
  vehicleNo: maybe(fc.constantFrom('G1234', 'CZ3456')),
  vaccineDoses: maybe(fc.integer({ min: 0, max: 4 })),
})

/** One thing a call may tell that no list of these knows. */
const anyNews = fc.constantFrom<Partial<ReportFields>>(
  { tests: [{ date: '2022-05-20', result: 'negative' }] },
  { testCount: 0 },
  { transport: 'self_drive' },
  { whereabouts: 'local' },
  { address: '云岭花园' },
  { arrivedOn: '2022-05-20' },
  { origin: '广州荔湾区' },
  { callBackAt: '2022-05-21T02:00:00Z' },
)

describe('a report', () => {
  it('says nothing where it repeats what the list knows, or part of it', () => {
    fc.assert(
      fc.property(anyKnown, fc.constantFrom('reached' as const, null), fc.boolean(), (known, outcome, whole) => {
        const told = whole ? known : { origin: known.origin }
        expect(saysSomething({ ...emptyReportFields(), ...told, outcome }, known)).toBe(false)
      }),
    )
  })

  it('says something with one thing more', () => {
    fc.assert(
      fc.property(anyKnown, anyNews, (known, news) => {
        expect(saysSomething({ ...emptyReportFields(), ...known, outcome: 'reached', ...news }, known)).toBe(true)
      }),
    )
  })

  it.each(['invalid_number', 'wrong_person', 'refused', 'no_answer'] as const)(
    'that ended with %s says enough',
    outcome => {
      expect(saysSomething({ ...emptyReportFields(), outcome }, {})).toBe(true)
    },
  )
})
