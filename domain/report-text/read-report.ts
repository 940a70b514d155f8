import { emptyReportFields, type ReadReport } from '../../contract/report-fields.ts'
import { localMoment, type LocalMoment } from '../calendar.ts'
import { isCorrection, withoutDenied } from './chat/correction.ts'
import { inherit } from './people/household-facts.ts'
import { growingNames, type KnownNames } from './people/known-names.ts'
import { normalizeText } from './chat/normalize.ts'
import { digitiseDates } from './chat/numerals.ts'
import { findPeople } from './people/people.ts'
import { isQuestion, withoutAsides } from './chat/question.ts'
import { saysSomething } from './facts/read-facts.ts'
import { readReportLine } from './line/read-line.ts'
import { readFields } from './facts/read-person.ts'
import { splitMessages, type ChatMessage } from './chat/split-messages.ts'

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
