import type { ReportFields, TestMention } from '../../../contract/report-fields.ts'
import { localMoment } from '../../time/local-time.ts'
import { monthDay } from '../../time/days.ts'
import { OUTCOMES } from '../../calls/outcomes.ts'
import { maskName, tailOf } from '../../person/mask.ts'
import { TOLD_RESULT } from '../../words/test-result.ts'
import { TRANSPORT_LABEL } from '../../words/transport.ts'
import * as words from './line-words.ts'

/** What the line says about the task; clear values go in, only masked ones come out. */
export interface LineContext {
  readonly code: string | null
  readonly name: string | null
  readonly phone: string | null
  /** Short name of the city, such as 深. */
  readonly city: string
  /** How the group calls its own community; 本社区 unless given. */
  readonly community?: string
  /** The moment of writing: decides which dates are still to come. */
  readonly now: string
  /** The line replaces an earlier one. */
  readonly supersedes?: boolean
}

/**
 * The two lines the composer posts to the group (design, section 5):
 *
 *     【核查反馈】#K7Q2M 张*(尾号5678)
 *     已接通|5/19自驾 广州荔湾区→深|核酸2次:5/20阴、5/21阴|在本社区|疫苗3针
 *
 * No full name, number, document or room is in it. `readReports` gives the fields back, except: `address` (goes into
 * the record by form); digits, the resident's name and signs inside `origin` and `awayPlace`, which are cut; days more
 * than a year away and seconds, since dates are written M/D and times H:MM.
 */
export function writeReportLine(report: ReportFields, context: LineContext): string {
  const head = context.supersedes === true ? words.LINE_HEAD_CORRECTED : words.LINE_HEAD
  const facts = [
    report.outcome === null ? words.OUTCOME_UNSAID : OUTCOMES[report.outcome].label,
    arrivalText(report, context),
    testsText(report),
    whereaboutsText(report, context),
    vaccineText(report.vaccineDoses),
    callBackText(report.callBackAt),
  ]
  return `${head}${identityText(context)}\n${facts.filter(Boolean).join('|')}`
}

function identityText({ code, name, phone }: LineContext): string {
  const person = `${name === null ? '' : maskName(name)}${phone === null ? '' : `(尾号${tailOf(phone)})`}`
  return [code === null ? '' : `#${code}`, person].filter(Boolean).join(' ')
}

function arrivalText(report: ReportFields, context: LineContext): string {
  const origin = publicPlace(report.origin, context)
  const { arrivedOn, transport, vehicleNo } = report
  if (origin === '' && !arrivedOn && !transport && !vehicleNo) return ''
  const expected = arrivedOn !== null && arrivedOn > localMoment(context.now).day ? words.EXPECTED : ''
  const day = arrivedOn === null ? '' : `${expected}${monthDay(arrivedOn)}`
  const vehicle = vehicleNo === null ? '' : `[${vehicleNo}]`
  const journey = `${day}${transport === null ? '' : TRANSPORT_LABEL[transport]}${vehicle}`
  return `${[journey, origin].filter(Boolean).join(' ')}→${context.city}`
}

function testsText({ tests, testCount }: ReportFields): string {
  if (tests.length === 0 && testCount === null) return ''
  if (tests.length === 0 && testCount === 0) return words.NO_TEST
  const list = tests.map(testText).join('、')
  return `核酸${testCount === null ? '' : `${testCount}次`}${list === '' ? '' : `:${list}`}`
}

function testText({ date, result }: TestMention): string {
  return `${monthDay(date)}${TOLD_RESULT[result].line}`
}

function whereaboutsText(report: ReportFields, context: LineContext): string {
  const awayPlace = publicPlace(report.awayPlace, context)
  const community = publicPlace(context.community ?? null, context) || '本社区'
  const where = report.whereabouts === null ? '' : words.whereaboutsWords(context.city, community)[report.whereabouts]
  return [where, awayPlace === '' ? '' : `人在${awayPlace}`].filter(Boolean).join(' ')
}

function vaccineText(doses: number | null): string {
  if (doses === null) return ''
  return doses === 0 ? words.NO_VACCINE : `疫苗${doses}针`
}

function callBackText(callBackAt: string | null): string {
  if (callBackAt === null) return ''
  const { day, minutes } = localMoment(callBackAt)
  return `约${monthDay(day)} ${Math.floor(minutes / 60)}:${String(minutes % 60).padStart(2, '0')}再打`
}

/** A place fit for the group: letters only, up to the first digit, so no room, number or document can slip through. */
function publicPlace(place: string | null, { name }: LineContext): string {
  if (place === null) return ''
  const letters = place.normalize('NFKC').replace(/\s+/g, '')
  const kept = /^[\p{Script=Han}A-Za-z·]{0,20}/u.exec(letters)?.[0] ?? ''
  return name !== null && name !== '' && kept.includes(name) ? '' : kept
}
