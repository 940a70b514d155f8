import { emptyReportFields, type ReadReport, type ReportFields } from '../../contract/report-fields.ts'
import { localMoment, type LocalMoment } from '../calendar.ts'
import { findAddress } from './address.ts'
import { readCallBack } from './call-back.ts'
import { isCorrection, withoutDenied } from './correction.ts'
import { findDates } from './dates.ts'
import { growingNames, type KnownNames } from './known-names.ts'
import { normalizeText } from './normalize.ts'
import { digitiseDates } from './numerals.ts'
import { decideOutcome, findOutcomes } from './outcome.ts'
import { findPeople, type Person } from './people.ts'
import { findPlaces, type Passage } from './places.ts'
import { readReportLine } from './read-line.ts'
import { splitMessages, type ChatMessage } from './split-messages.ts'
import { readTests } from './tests.ts'
import { readUndatedTest } from './undated-test.ts'
import { readArrival, readOrigin } from './travel.ts'
import { readVaccineDoses, withoutVaccine } from './vaccine.ts'
import { readVehicle, withoutVehicleNo } from './vehicles.ts'
import { readWhereabouts } from './whereabouts.ts'

/**
 * Everything pasted text tells about residents: one report per resident spoken of, in the order of the text.
 * `now` is the moment of pasting, ISO with offset. Never throws; the work grows linearly with the text.
 */
export function readReports(text: string, now: string): ReadReport[] {
  const known = growingNames()
  return splitMessages(text, now).flatMap(message => {
    const reports = readMessage(message, localMoment(message.sentAt ?? now), known)
    reports.forEach(({ name }) => name !== null && known.add(name))
    return reports
  })
}

function readMessage(message: ChatMessage, at: LocalMoment, known: KnownNames): ReadReport[] {
  const origin = { message: message.index, sender: message.sender, sentAt: message.sentAt }
  const line = readReportLine(message.body, at.day)
  if (line) return line.code || line.phoneTail || line.name ? [{ ...origin, phone: null, ...line }] : []
  return piecesOf(message.body).flatMap(piece => readPiece(piece, at, known).map(report => ({ ...origin, ...report })))
}

/** Longer than a chat lets anybody write: many lines pasted without headers. Reading them in pieces keeps the work linear. */
const PIECE_LENGTH = 2000

function piecesOf(body: string): string[] {
  const pieces: string[] = []
  for (let start = 0; start < body.length;) {
    const end = start + PIECE_LENGTH
    const lineEnd = end >= body.length ? body.length : body.lastIndexOf('\n', end)
    const cut = lineEnd > start ? lineEnd : end
    pieces.push(body.slice(start, cut))
    start = cut
  }
  return pieces
}

type PieceReport = Omit<ReadReport, 'message' | 'sender' | 'sentAt'>

function readPiece(piece: string, at: LocalMoment, known: KnownNames): PieceReport[] {
  const body = normalizeText(piece)
  const supersedes = isCorrection(body)
  const text = digitiseDates(supersedes ? withoutDenied(body) : body)
  const question = isQuestion(text)
  const read = findPeople(question ? text : withoutAsides(text), known).map(person => ({
    person,
    fields: question ? emptyReportFields() : readFields(person, at),
  }))
  return inherit(read)
    .filter(
      ({ person, fields }) =>
        !person.nameOnly || supersedes || known.names.has(person.name ?? '') || saysSomething(fields),
    )
    .map(({ person: { code, phone, phoneTail, name }, fields }) => ({
      code,
      phone,
      phoneTail,
      name,
      ...fields,
      supersedes,
    }))
}

/** Lines that only speak to a colleague: @社区小桃 你那边还剩几个？ */
function withoutAsides(text: string): string {
  return text.includes('@') ? text.replace(/(?:^|\n)@[^\n\d#]*(?=\n|$)/g, '') : text
}

/** 录了没? 谁在跟#…: asks about a resident, tells nothing. */
function isQuestion(whole: string): boolean {
  const text = withoutAsides(whole)
  return (
    /[?]|(?:了|过|到)没有?$|[吗呢]$|谁在跟|谁负责|叫啥|叫什么|哪个组|帮(?:忙)?(?:看|查|核|确认)|查不到/.test(
      text.trim(),
    ) && !/[阴阳]|返深|回深|接通|无人|关机/.test(text)
  )
}

interface Reading {
  readonly person: Person
  readonly fields: ReportFields
}

/** Reads what one person's part of the message tells. */
function readFields(person: Person, at: LocalMoment): ReportFields {
  const callBack = readCallBack(person.text, at)
  const withoutCall = callBack
    ? `${person.text.slice(0, callBack.start)}|${person.text.slice(callBack.end)}`
    : person.text
  const vaccineDoses = readVaccineDoses(withoutCall)
  const plain = withoutVaccine(withoutCall)
  const decided = decideOutcome(findOutcomes(withoutCall))
  const wish =
    callBack && (decided === null || decided.outcome === 'reached' || decided.start < callBack.start || !callBack.weak)
  const facts =
    decided?.outcome === 'wrong_person'
      ? readFacts(ownerWords(plain, person.name), at)
      : { ...readFacts(plain, at), vaccineDoses }
  const isCallLater =
    callBack !== null &&
    wish === true &&
    (!callBack.weak || decided === null || decided.outcome === 'reached') &&
    !(callBack.weak && saysSomething(facts))
  if (isCallLater) return { ...facts, outcome: 'call_later', callBackAt: callBack.at }
  return { ...facts, outcome: settle(decided, facts, withoutCall) }
}

function settle(decided: ReturnType<typeof decideOutcome>, facts: ReportFields, text: string): ReportFields['outcome'] {
  const later = decided !== null && MISSED.has(decided.outcome) && (facts.tests.length > 0 || facts.arrivedOn !== null)
  if (decided !== null && !later) return decided.outcome
  return saysSomething(facts) ||
    /已做|做了|都做|\d+ ?(?:h|H|小时)|未离|没去过|自述|[他她]说|称|说自己|说[在没已要]|表示/.test(text)
    ? 'reached'
    : null
}

const MISSED: ReadonlySet<string> = new Set(['no_answer', 'powered_off', 'busy', 'unreachable'])

/** After 人机不符 only what is told of the resident himself counts: 阎东本人已离深, 租客已经退租回湖南. */
function ownerWords(text: string, name: string | null): string {
  return ownerClauses(text, name).join(',')
}

/** A clause that names the resident, and those that follow it until somebody else is spoken of. */
function ownerClauses(text: string, name: string | null): string[] {
  let own = false
  return text.split(/[,，。;；\n]/).filter(clause => {
    const told =
      (/本人(?!接)|租客|房客|原住户|该居民|(?:说|称|讲|表示|告知)\|/.test(clause) && !/非本人|不是本人/.test(clause)) ||
      (name !== null && clause.includes(name) && /离深|在|回/.test(clause))
    const other = /他自己|她自己|对方|接听|接的|接电话|机主|房东|号主|现机主|[哥弟姐妹父母爸妈]/.test(clause)
    own = told || (own && !other)
    return own
  })
}

function readFacts(text: string, at: LocalMoment): ReportFields {
  const address = findAddress(text)
  const moved = address !== null && text.slice(address.start).startsWith('搬') ? '不住这边' : ''
  const withoutAddress = address ? `${text.slice(0, address.start)}|${moved}${text.slice(address.end)}` : text
  const rest = withoutVehicleNo(withoutAddress)
  const dates = findDates(rest, at)
  const passage = { text: rest, places: findPlaces(rest) }
  const { tests, testCount, spent } = readTests(passage, dates, at)
  const free = dates.filter(date => !spent.has(date))
  const arrival = readArrival(rest, free, at, false)
  const undated = readUndatedTest(passage, { tests, testCount }, arrival.arrivedOn, at)
  const { whereabouts, awayPlace } = readWhereabouts(passage, {
    address: address !== null,
    returned: arrival.told || arrival.arrivedOn !== null,
    expected: arrival.expected,
  })
  const arrivedOn = whereabouts === 'left' && !arrival.told ? null : arrival.arrivedOn
  const origin = originOf(passage, whereabouts, awayPlace, arrival.told, arrival.arrivedOn)
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

function originOf(
  passage: Passage,
  whereabouts: ReportFields['whereabouts'],
  awayPlace: string | null,
  returned: boolean,
  arrivedOn: string | null,
): string | null {
  if (whereabouts === 'not_returned')
    return /(?:从|由|自(?!驾|己))(?!深圳)[\p{Script=Han}]{2,10}?(?:坐|自驾|返|回|飞|乘|开|出发|过来|来深|到深)/u.test(
      passage.text,
    )
      ? readOrigin(passage, null)
      : null
  if (whereabouts === 'passed_by' && !returned) return null
  if (whereabouts === 'left') return returned && arrivedOn !== null ? readOrigin(passage, awayPlace) : null
  return readOrigin(passage, awayPlace)
}

function saysSomething(fields: ReportFields): boolean {
  return Object.values(fields).some(value => value !== null && !(Array.isArray(value) && value.length === 0))
}

/** In a household the itinerary and the home of the first member hold for those of whom nothing else is told. */
function inherit(read: readonly Reading[]): Reading[] {
  const first = sourceOf(read)
  if (!first) return []
  const home = read.find(({ person, fields }) => person.household && fields.address !== null)?.fields.address ?? null
  return read.map(reading => {
    if (!reading.person.household) return reading
    if (reading === first) return { ...reading, fields: { ...reading.fields, address: reading.fields.address ?? home } }
    return {
      ...reading,
      fields: withHousehold(reading, { ...first, fields: { ...first.fields, address: first.fields.address ?? home } }),
    }
  })
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
