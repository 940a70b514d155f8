import { emptyReportFields, type ReadReport, type ReportFields } from '../../contract/report-fields.ts'
import type { City } from '../city.ts'
import { asWritten, type Folded } from './fold/folded.ts'
import type { LocalMoment } from '../time/local-time.ts'
import { isCorrection, withoutDenied } from './chat/correction.ts'
import { inherit, type Reading } from './people/household-facts.ts'
import { clausesOfOthers, withoutClauses, type Clause } from './people/others.ts'
import type { KnownNames } from './people/known-names.ts'
import { normalizeText } from './chat/normalize.ts'
import { digitiseDates, digitiseNumbers } from './chat/numerals.ts'
import { findPeople, personOf, type Person } from './people/people.ts'
import { isQuestion, withoutAsides } from './chat/question.ts'
import { saysSomething } from './facts/read-facts.ts'
import { withoutDocuments } from './fold/documents.ts'
import { withoutStaff } from './structure/staff.ts'
import { accountFor } from './account/account.ts'
import { readFields } from './facts/read-person.ts'

type PieceReport = Omit<ReadReport, 'message' | 'sender' | 'sentAt'>

/** What a piece of a message is read with. */
export interface PieceSetting {
  readonly at: LocalMoment
  readonly city: City
  readonly known: KnownNames
  /** The message as pasted. */
  readonly raw: string
  readonly asked: boolean
  /** Whom the message replies about: the subject of words that name nobody. */
  readonly subject: PersonIdentity | null
}

/** What tells a resident apart. */
export type PersonIdentity = Pick<Person, 'code' | 'phone' | 'phoneTail' | 'name'>

/** The residents a piece of a message speaks of, and what it tells of each. */
export function readPiece(piece: Folded, setting: PieceSetting): PieceReport[] {
  const { at, city, known } = setting
  const body = digitiseNumbers(withoutStaff(withoutDocuments(normalizeText(piece, city))))
  const supersedes = isCorrection(body.text)
  const text = digitiseDates(supersedes ? withoutDenied(body) : body)
  const question = isQuestion(text.text)
  const words = question ? text : withoutAsides(text)
  const found = findPeople(words, known)
  const people = found.length > 0 || setting.subject === null ? found : [personOf(setting.subject, words)]
  const read = people.map(person => {
    if (question) return { person, others: [], told: person.told, fields: emptyReportFields() }
    const others = clausesOfOthers(person)
    const own = withoutClauses(person, others)
    return { person: own, others, told: person.told, fields: readFields(own, at, city) }
  })
  return inherit(read)
    .filter(
      ({ person, fields }) =>
        !person.nameOnly || supersedes || setting.asked || known.names.has(person.name ?? '') || saysSomething(fields),
    )
    .filter(({ fields }) => found.length > 0 || saysSomething(fields))
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
  const { unsure, unread } = accountFor(person.told, fields, { at, city, household: person.household })
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
