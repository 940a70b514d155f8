import {
  emptyReportFields,
  type ReadReport,
  type ReportFields,
  type TestMention,
  type TestResultMention,
  type Transport,
} from '../../../contract/report-fields.ts'
import { earliestMonthDay, latestMonthDay } from '../../time/days-from-parts.ts'
import { isoAt } from '../../time/texts.ts'
import { OUTCOMES, outcomesInOrder } from '../../calls/outcomes.ts'
import { TOLD_RESULT } from '../../words/test-result.ts'
import { TRANSPORT_LABEL } from '../../words/transport.ts'
import * as words from './line-words.ts'

const OUTCOME_OF = new Map(outcomesInOrder().map(code => [OUTCOMES[code].label, code]))
const TRANSPORTS = codesBy<Transport>(code => TRANSPORT_LABEL[code], TRANSPORT_LABEL)
const RESULTS = codesBy<TestResultMention>(code => TOLD_RESULT[code].line, TOLD_RESULT)

const PLACE = '[\\p{Script=Han}A-Za-z·]{1,20}'
const DAY = '(\\d{1,2})/(\\d{1,2})'
const HEAD = /^【核查反馈(·更正)?】(?:#([0-9A-Z]{5}) ?)?([^\s(|]{0,12})(?:\(尾号(\d{1,4})\))?$/
const ARRIVAL = new RegExp(
  `^(?:(${words.EXPECTED})?${DAY})?(${[...TRANSPORTS.keys()].join('|')})?(?:\\[([A-Z0-9]{2,8})\\])? ?(${PLACE})?→${PLACE}$`,
  'u',
)
const TESTS = new RegExp(`^核酸(?:(\\d{1,2})次)?(?::((?:${DAY}(?:${[...RESULTS.keys()].join('|')})、?)+))?$`)
const ONE_TEST = new RegExp(`${DAY}(${[...RESULTS.keys()].join('|')})`, 'g')
const WHEREABOUTS = new RegExp(
  `^(?:(在市内其他社区)|(已离${PLACE}?)|(未返${PLACE}?)|(途经未停留)|(在${PLACE}?))?(?:(?:^| )人在(${PLACE}))?$`,
  'u',
)
const CALL_BACK = new RegExp(`^约${DAY} (\\d{1,2}):(\\d{2})再打$`)

type Identity = Pick<ReadReport, 'code' | 'name' | 'phoneTail' | 'supersedes'>

/**
 * Reads the line `writeReportLine` makes, exactly; null when it was edited into something else, which is then read as
 * free text. `day` is the day of the message. Lines after the second, such as a link, are not looked at.
 */
export function readReportLine(body: string, day: string): (Identity & ReportFields) | null {
  if (!body.trimStart().startsWith('【核查反馈')) return null
  const [first = '', second = ''] = body.trim().split('\n')
  const head = HEAD.exec(first.trim())
  if (!head) return null
  const fields = readFacts(second.trim(), day)
  if (!fields) return null
  const [, corrected, code, name, tail] = head
  return {
    ...fields,
    code: code ?? null,
    name: name || null,
    phoneTail: tail ?? null,
    supersedes: corrected !== undefined,
  }
}

function readFacts(line: string, day: string): ReportFields | null {
  const [outcomeWord = '', ...segments] = line.split('|')
  const outcome = OUTCOME_OF.get(outcomeWord) ?? null
  if (outcome === null && outcomeWord !== words.OUTCOME_UNSAID) return null
  const fields = { ...emptyReportFields(), outcome }
  const known = segments.every(segment => {
    const part = readSegment(segment, day)
    if (part) Object.assign(fields, part)
    return part !== null
  })
  return known ? fields : null
}

function readSegment(segment: string, day: string): Partial<ReportFields> | null {
  return (
    readVaccine(segment) ??
    readTests(segment, day) ??
    readCallBack(segment, day) ??
    readArrival(segment, day) ??
    readWhereabouts(segment)
  )
}

function readVaccine(segment: string): Partial<ReportFields> | null {
  if (segment === words.NO_VACCINE) return { vaccineDoses: 0 }
  const doses = /^疫苗(\d)针$/.exec(segment)?.[1]
  return doses === undefined ? null : { vaccineDoses: Number(doses) }
}

function readTests(segment: string, day: string): Partial<ReportFields> | null {
  if (segment === words.NO_TEST) return { testCount: 0 }
  const match = TESTS.exec(segment)
  if (!match) return null
  const tests = [...(match[2] ?? '').matchAll(ONE_TEST)].flatMap(([, month, date, word = '']): TestMention[] => {
    const tested = latestMonthDay(Number(month), Number(date), day)
    const result = RESULTS.get(word)
    return tested !== null && result !== undefined ? [{ date: tested, result }] : []
  })
  return { tests, testCount: match[1] === undefined ? null : Number(match[1]) }
}

function readCallBack(segment: string, day: string): Partial<ReportFields> | null {
  const match = CALL_BACK.exec(segment)
  if (!match) return null
  const on = earliestMonthDay(Number(match[1]), Number(match[2]), day)
  return on === null ? null : { callBackAt: isoAt(on, Number(match[3]) * 60 + Number(match[4])) }
}

function readArrival(segment: string, day: string): Partial<ReportFields> | null {
  const match = ARRIVAL.exec(segment)
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

function readWhereabouts(segment: string): Partial<ReportFields> | null {
  const match = segment === '' ? null : WHEREABOUTS.exec(segment)
  if (!match) return null
  const [, other, left, notReturned, passedBy, local, awayPlace] = match
  const whereabouts =
    (other && 'other_district') ||
    (left && 'left') ||
    (notReturned && 'not_returned') ||
    (passedBy && 'passed_by') ||
    (local && 'local') ||
    null
  return { whereabouts, awayPlace: awayPlace ?? null } as Pick<ReportFields, 'whereabouts' | 'awayPlace'>
}

/** The codes of a table by the words of its rows. */
function codesBy<Code extends string>(wordOf: (code: Code) => string, table: Readonly<Record<Code, unknown>>) {
  return new Map((Object.keys(table) as Code[]).map(code => [wordOf(code), code]))
}
