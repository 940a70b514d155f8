import type { ReadReport } from '../../contract/report-fields.ts'
import { DEFAULT_CITY, type City } from '../city.ts'
import { slice, unfolded, type Folded } from './fold/folded.ts'
import { localMoment } from '../time/local-time.ts'
import { growingNames, type KnownNames } from './people/known-names.ts'
import { normalizeText } from './chat/normalize.ts'
import { digitiseNumbers } from './chat/numerals.ts'
import { findPeople } from './people/people.ts'
import { asksForName } from './chat/question.ts'
import { readReportLine } from './line/read-line.ts'
import { isWithdrawal } from './line/withdrawal.ts'
import { withoutDocuments } from './fold/documents.ts'
import { partsOfTable } from './structure/tables.ts'
import { splitMessages, type ChatMessage } from './chat/split-messages.ts'
import { readPiece, type PersonIdentity } from './read-piece.ts'

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
  return messages.flatMap((message, index) => {
    const asked = asksForName(messages[index - 1]?.body ?? '')
    const reports = readMessage(message, setting, { known, asked })
    reports.forEach(({ name }) => name !== null && known.add(name))
    return reports
  })
}

/** What the messages before have said. */
interface Context {
  readonly known: KnownNames
  /** The message before asked for a name: a name alone is the answer. */
  readonly asked: boolean
}

function readMessage(message: ChatMessage, { now, city }: ReadingSetting, context: Context): ReadReport[] {
  const origin = { message: message.index, sender: message.sender, sentAt: message.sentAt }
  const at = localMoment(message.sentAt ?? now)
  if (isWithdrawal(message.body)) return []
  const line = readReportLine(message.body, at.day)
  if (line)
    return line.code || line.phoneTail || line.name ? [{ ...origin, phone: null, ...line, unsure: [], unread: [] }] : []
  const subject = message.quote === null ? null : subjectOf(message.quote, city)
  return (partsOfTable(message.words) ?? [message.words])
    .flatMap(piecesOf)
    .flatMap(piece => readPiece(piece, { at, city, ...context, raw: message.raw, subject }))
    .map(report => ({ ...origin, ...report }))
}

/** Whom a quoted message speaks of; null unless it is exactly one resident with a code, number or tail. */
function subjectOf(quote: string, city: City): PersonIdentity | null {
  const words = digitiseNumbers(withoutDocuments(normalizeText(unfolded(quote), city)))
  const [person, other] = findPeople(words, growingNames())
  return !person || other || person.nameOnly ? null : person
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
