import { emptyReportFields, type ReadReport, type ReportFields } from '../../contract/report-fields.ts'
import { DEFAULT_CITY, type City } from '../city.ts'
import { asWritten, slice, type Folded } from './fold/folded.ts'
import { localMoment, type LocalMoment } from '../time/local-time.ts'
import { isCorrection, withoutDenied } from './chat/correction.ts'
import { inherit, type Reading } from './people/household-facts.ts'
import { clausesOfOthers, withoutClauses, type Clause } from './people/others.ts'
import { growingNames, type KnownNames } from './people/known-names.ts'
import { normalizeText } from './chat/normalize.ts'
import { digitiseDates, digitiseNumbers } from './chat/numerals.ts'
import { findPeople, type Person } from './people/people.ts'
import { isQuestion, withoutAsides } from './chat/question.ts'
import { saysSomething } from './facts/read-facts.ts'
import { readReportLine } from './line/read-line.ts'
import { withoutDocuments } from './fold/documents.ts'
import { withoutStaff } from './structure/staff.ts'
import { partsOfTable } from './structure/tables.ts'
import { accountFor } from './account/account.ts'
import { readFields } from './facts/read-person.ts'
import { splitMessages, type ChatMessage } from './chat/split-messages.ts'

/** What a paste is read with. */
export interface ReadingSetting {
  /** The moment of pasting, ISO with offset. */
  readonly now: string
  readonly city: City
}

/** Everything pasted text tells about residents: `readMessages` after splitting. */
export function readReports(text: string, now: string, city: City = DEFAULT_CITY): ReadReport[] {
  return readMessages(splitMessages(text, now), { now, city })
}

/**
 * One report per resident spoken of in the messages of one paste, in their order. Never throws; the work grows linearly
 * with the text.
 */
export function readMessages(messages: readonly ChatMessage[], setting: ReadingSetting): ReadReport[] {
  const known = growingNames()
  return messages.flatMap(message => {
    const reports = readMessage(message, setting, known)
    reports.forEach(({ name }) => name !== null && known.add(name))
    return reports
  })
}

function readMessage(message: ChatMessage, { now, city }: ReadingSetting, known: KnownNames): ReadReport[] {
  const origin = { message: message.index, sender: message.sender, sentAt: message.sentAt }
  const at = localMoment(message.sentAt ?? now)
  const line = readReportLine(message.body, at.day)
  if (line)
    return line.code || line.phoneTail || line.name ? [{ ...origin, phone: null, ...line, unsure: [], unread: [] }] : []
  return (partsOfTable(message.words) ?? [message.words])
    .flatMap(piecesOf)
    .flatMap(piece => readPiece(piece, { at, city, known, raw: message.raw }).map(report => ({ ...origin, ...report })))
}

/** Longer than a chat lets anybody write: many lines pasted without headers. Reading them in pieces keeps the work linear. */
const PIECE_LENGTH = 2000

function piecesOf(words: Folded): Folded[] {
  const body = words.text
  const pieces: Folded[] = []
  for (let start = 0; start < body.length;) {
    const end = start + PIECE_LENGTH
    const lineEnd = end >= body.length ? body.length : body.lastIndexOf('\n', end)
    const cut = lineEnd > start ? lineEnd : end
    pieces.push(slice(words, start, cut))
    start = cut
  }
  return pieces
}

type PieceReport = Omit<ReadReport, 'message' | 'sender' | 'sentAt'>

interface PieceSetting {
  readonly at: LocalMoment
  readonly city: City
  readonly known: KnownNames
  /** The message as pasted. */
  readonly raw: string
}

function readPiece(piece: Folded, setting: PieceSetting): PieceReport[] {
  const { at, city, known } = setting
  const body = digitiseNumbers(withoutStaff(withoutDocuments(normalizeText(piece, city))))
  const supersedes = isCorrection(body.text)
  const text = digitiseDates(supersedes ? withoutDenied(body) : body)
  const question = isQuestion(text.text)
  const read = findPeople(question ? text : withoutAsides(text), known).map(person => {
    if (question) return { person, others: [], told: person.told, fields: emptyReportFields() }
    const others = clausesOfOthers(person)
    const own = withoutClauses(person, others)
    return { person: own, others, told: person.told, fields: readFields(own, at, city) }
  })
  return inherit(read)
    .filter(
      ({ person, fields }) =>
        !person.nameOnly || supersedes || known.names.has(person.name ?? '') || saysSomething(fields),
    )
    .map(reading => ({
      ...identityOf(reading.person, text, setting.raw),
      ...asWrittenFields(reading.fields, text, setting.raw),
      supersedes,
      ...(question ? { unsure: [], unread: [] } : doubtsOf(reading, setting)),
    }))
}

function identityOf({ code, phone, phoneTail, name }: Person, words: Folded, raw: string) {
  return { code, phone, phoneTail, name: valueAsWritten(name, words, raw) }
}

/** Places and addresses keep the characters they were written with. */
function asWrittenFields(fields: ReportFields, words: Folded, raw: string): ReportFields {
  return {
    ...fields,
    origin: valueAsWritten(fields.origin, words, raw),
    awayPlace: valueAsWritten(fields.awayPlace, words, raw),
    address: valueAsWritten(fields.address, words, raw),
  }
}

function doubtsOf({ person, others, told, fields }: PersonReading, { at, city, raw }: PieceSetting) {
  const { unsure, unread } = accountFor(person.told, fields, { at, city })
  const parts = [
    ...unread.map(part => partAsPasted(part, person.told, raw)),
    ...others.map(part => partAsPasted(part, told, raw)),
  ]
  const openTest = person.household && hasOpenTest(fields) && !unsure.includes('tests')
  return {
    unsure: openTest ? [...unsure, 'tests' as const] : [...unsure],
    unread: parts.sort((left, right) => left.from - right.from),
  }
}

/** In a household a result told of all may belong to a test of which none was told. */
const hasOpenTest = ({ tests }: ReportFields) => tests.some(({ result }) => result === 'unknown')

/** What one person told, and the clauses that were left out as somebody else's, placed in `told`. */
interface PersonReading extends Reading {
  readonly others: readonly Clause[]
  readonly told: Folded
}

function partAsPasted({ start, end }: { start: number; end: number }, { at }: Folded, raw: string) {
  const from = at[start] ?? 0
  const to = at[end] ?? from
  return { text: raw.slice(from, to), from, to }
}

function valueAsWritten(value: string | null, words: Folded, raw: string): string | null {
  if (value === null) return null
  const start = raw.includes(value) ? -1 : words.text.indexOf(value)
  const written = start < 0 ? '' : asWritten(words, { start, end: start + value.length }, raw)
  return written === '' ? value : written
}
