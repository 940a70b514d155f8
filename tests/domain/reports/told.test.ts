import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { emptyReportFields, type ReportFields } from '../../../contract/report-fields.ts'
import { highlightsAgainst, highlightsOf } from '../../../domain/reports/highlights.ts'
import { NOTHING_KNOWN } from '../../../domain/reports/part.ts'
import { LINE_PARTS, REPORT_FIELDS, isFieldName, type FieldName } from '../../../domain/reports/report-parts.ts'
import { fieldsOf, onlyTold, saysTheSame, tellsSomething } from '../../../domain/reports/told.ts'

/** Each field told in a way that says something. */
const FULL: ReportFields = {
  outcome: 'busy',
  tests: [{ date: '2022-05-20', result: 'negative' }],
  testCount: 2,
  arrivedOn: '2022-05-19',
  origin: '广州荔湾区',
  transport: 'train',
  vehicleNo: 'G1024',
  whereabouts: 'left',
  awayPlace: '岚州市',
  address: '桂花苑1栋',
  vaccineDoses: 3,
  callBackAt: '2022-05-22T12:00:00.000Z',
}
const NAMES = Object.keys(FULL).filter(isFieldName)
const OF_CALL: readonly FieldName[] = ['outcome', 'callBackAt']
const told = (names: readonly FieldName[]): ReportFields => ({
  ...emptyReportFields(),
  ...Object.fromEntries(names.map(name => [name, FULL[name]])),
})
const some = fc.subarray(NAMES).map(told)

describe('what a report tells', () => {
  it('is something as soon as one field is told', () => {
    expect(tellsSomething(emptyReportFields())).toBe(false)
    expect(NAMES.filter(name => !tellsSomething(told([name])))).toEqual([])
  })

  it('is shown to a recorder, whichever field it is in', () => {
    const shown = NAMES.filter(name => highlightsOf(told([name]), NOTHING_KNOWN).length > 0)

    // A place without 已离 says nothing, and the time agreed stands beside the outcome.
    expect(NAMES.filter(name => !shown.includes(name))).toEqual(['awayPlace', 'callBackAt'])
  })

  it('is no news once an earlier record told it', () => {
    fc.assert(
      fc.property(some, fields => {
        expect(highlightsAgainst(fields, NOTHING_KNOWN, [fields]).filter(({ isNew }) => isNew)).toEqual([])
      }),
    )
  })
})

describe('a report that is held already', () => {
  it('says the same as any that holds as much or more', () => {
    fc.assert(
      fc.property(some, fields => {
        expect(saysTheSame(fields, FULL)).toBe(tellsSomething(fields))
      }),
    )
  })

  it.each(NAMES.filter(name => name !== 'callBackAt'))('does not where it lacks %s', name => {
    const lacking = { ...FULL, [name]: emptyReportFields()[name] }

    expect(saysTheSame(FULL, lacking)).toBe(false)
  })

  it('compares no time agreed, which is over by then', () => {
    expect(saysTheSame(FULL, { ...FULL, callBackAt: null })).toBe(true)
  })
})

describe('what is laid over a form', () => {
  it('is what was told and nothing else, without how the call went', () => {
    fc.assert(
      fc.property(fc.subarray(NAMES), names => {
        const laid = Object.keys(onlyTold(told(names)))
        const tests = names.includes('tests') || names.includes('testCount') ? ['tests', 'testCount'] : []

        expect(new Set(laid)).toEqual(new Set([...names.filter(name => !OF_CALL.includes(name)), ...tests]))
      }),
    )
  })
})

it('takes the fields of a reading, without whom it is of', () => {
  const reading = { ...FULL, message: 0, name: '张三', phone: '13812345678', code: 'K7Q2M' }

  expect(fieldsOf(reading)).toEqual(FULL)
})

describe('the table of fields', () => {
  it('has one name for each and one place in the line for each part', () => {
    const labels = NAMES.map(name => REPORT_FIELDS[name].label)
    const places = LINE_PARTS.map(({ place }) => place)

    expect(new Set(labels).size).toBe(NAMES.length)
    expect(new Set(places).size).toBe(places.length)
  })

  it('keeps what is personal out of the line', () => {
    const context = { code: null, name: null, phone: null, city: '深', now: '2022-05-21T12:00:00Z' }

    expect(LINE_PARTS.map(part => part.write(told(['address']), context)).join('')).toBe('')
  })
})

describe('a question of the form', () => {
  const questions = [...new Set(Object.values(REPORT_FIELDS).flatMap(({ part }) => part.question ?? []))]

  it.each(questions.map(question => [question.title, question] as const))(
    '%s reads back what it told',
    (_, question) => {
      const answers = 'choices' in question.answer ? question.answer.choices.map(({ value }) => value) : ['桂花苑1栋']
      const asked = [null, ...answers]

      expect(asked.map(answer => question.of({ ...emptyReportFields(), ...question.tell(answer) }))).toEqual(asked)
    },
  )
})
