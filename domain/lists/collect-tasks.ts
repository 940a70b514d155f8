import type { RejectReason } from '../../contract/intake.ts'
import { identifies } from '../person/id-number.ts'
import { byPreference, readPhones, type Phone, type PhoneKind, type PhoneOptions } from '../person/phone.ts'
import type { Column } from './choose-columns.ts'
import type { DataRow } from './data-rows.ts'
import { cellText, UNCALCULATED, type Cell } from './grid.ts'
import { factsReader, readPerson, sameName, type Facts, type Person } from './read-facts.ts'

type RowAccount = 'new' | 'linked' | 'merged' | 'rejected'

/** One row of the file and what became of it. Every row of data has exactly one. */
export type AccountedRow = {
  /** Index of the sheet among those read. */
  readonly sheet: number
  readonly row: number
  readonly account: RowAccount
  /** Key of the task the row belongs to; null when rejected. */
  readonly key: string | null
  /** Only of a rejected row. */
  readonly reject: { readonly column: string; readonly value: string; readonly reason: RejectReason } | null
  /** The row as it stands, for the export in the sender's own order. */
  readonly cells: readonly Cell[]
}

/** One phone number in this file, with everybody behind it. */
export type IntakeTask = {
  readonly key: string
  readonly kind: PhoneKind
  readonly linked: boolean
  /** Other numbers of the resident, kept for searching and for lab results. */
  readonly alternatives: readonly string[]
  readonly subjects: readonly Person[]
  /** What the first row that says something says. */
  readonly facts: Facts
}

export type Collected = { readonly rows: readonly AccountedRow[]; readonly tasks: readonly IntakeTask[] }

/** A sheet ready to be collected. */
export type SheetRows = { readonly columns: readonly Column[]; readonly rows: readonly DataRow[] }

/** A task while its rows come. Looked up by name and ID number: one number may stand on every row of a list. */
type TaskDraft = {
  readonly phone: Phone
  readonly linked: boolean
  readonly alternatives: Set<string>
  readonly otherPhones: Set<string>
  readonly subjects: Person[]
  readonly byName: Map<string, number>
  readonly byId: Map<string, number>
  facts: Facts
}

/** Header given to rejected rows of a sheet that has no phone column at all. */
const NO_PHONE_COLUMN = '手机号'

/** Phone columns in order of preference: spare and fixed-line columns last, else as they stand. */
function phoneColumns(columns: readonly Column[]): Column[] {
  return columns.filter(column => column.field === 'phone').sort((a, b) => a.rank - b.rank || a.index - b.index)
}

/** Facts about the number or the household, which another person behind it may add; the others are of one person. */
const SHARED: ReadonlySet<keyof Facts> = new Set(['address', 'community', 'street', 'district', 'source', 'deadlineAt'])

/** What a later row adds where the earlier ones say nothing. What is said of one person never stands on another's card. */
function mergeFacts(first: Facts, second: Facts, samePerson: boolean): Facts {
  const merged = { ...first }
  const take = <K extends keyof Facts>(field: K) => (merged[field] = second[field])
  for (const field of Object.keys(second) as (keyof Facts)[]) {
    if (first[field] === null && (samePerson || SHARED.has(field))) take(field)
  }
  const adds = samePerson && Object.keys(second.extra).some(header => !(header in first.extra))
  return adds ? { ...merged, extra: { ...second.extra, ...first.extra } } : merged
}

/** The key a name and an ID number are found by; null where there is none, or one that tells of several people. */
const nameKey = ({ name }: Person) => (name === null ? null : sameName(name))
const idKey = ({ idNumber, idNote }: Person) => (identifies({ idNumber, note: idNote }) ? idNumber : null)

/**
 * Which of those behind the number a person is: same or missing name is the same person, and of several the one with the
 * same ID number. -1 for nobody yet.
 */
function findSubject({ subjects, byName, byId }: TaskDraft, person: Person): number {
  const name = nameKey(person)
  const ofId = byId.get(idKey(person) ?? '') ?? -1
  if (name === null) return ofId >= 0 ? ofId : 0
  const candidates = [byName.get(name), byName.get('')].flatMap(at => at ?? [])
  if (candidates.includes(ofId)) return ofId
  return subjects.length === 0 || candidates.length === 0 ? -1 : Math.min(...candidates)
}

/** The nameless one is kept under ''; when a name comes for them, it is theirs. */
function putSubject({ subjects, byName, byId }: TaskDraft, at: number, person: Person): void {
  const before = subjects[at]
  if (before?.name === null) byName.delete('')
  subjects[at] = person
  byName.set(nameKey(person) ?? '', at)
  const id = idKey(person)
  if (id !== null && !byId.has(id)) byId.set(id, at)
}

/**
 * Joins a person to those behind the number. So the number of subjects is the number of different names, at least one,
 * whatever the order of rows. Answers whether they were there before.
 */
function addSubject(task: TaskDraft, person: Person): boolean {
  const at = findSubject(task, person)
  const known = task.subjects[at]
  if (!known) {
    putSubject(task, task.subjects.length, person)
    return false
  }
  const id = known.idNumber !== null && known.idNote === null ? known : person.idNumber === null ? known : person
  putSubject(task, at, { name: known.name ?? person.name, idNumber: id.idNumber, idNote: id.idNote })
  return true
}

function newDraft(phone: Phone, linked: boolean, facts: Facts): TaskDraft {
  return {
    phone,
    linked,
    alternatives: new Set(),
    otherPhones: new Set(),
    subjects: [],
    byName: new Map(),
    byId: new Map(),
    facts,
  }
}

function addRow(task: TaskDraft, phones: readonly Phone[], person: Person, facts: Facts): void {
  for (const phone of phones) if (phone.key !== task.phone.key) task.alternatives.add(phone.key)
  for (const key of facts.otherPhones) task.otherPhones.add(key)
  const samePerson = addSubject(task, person)
  task.facts = mergeFacts(task.facts, facts, samePerson)
}

/** Sorts every row of data into new, linked, merged or rejected. `known` are the keys of open and recent batches. */
export function collectTasks(
  sheets: readonly SheetRows[],
  { known, today, ...options }: { known: ReadonlySet<string>; today: string } & PhoneOptions,
): Collected {
  const drafts = new Map<string, TaskDraft>()
  const rows = sheets.flatMap(({ columns, rows: data }, sheet) => {
    const phonesOf = phoneColumns(columns)
    const factsOf = factsReader(columns, data, today)
    return data.map(({ row, cells }): AccountedRow => {
      const readings = phonesOf.map(column => readPhones(cells[column.index], options))
      const phones = byPreference(readings.flatMap(reading => reading.phones))
      const [first] = phones
      if (!first)
        return {
          sheet,
          row,
          account: 'rejected',
          key: null,
          reject: rejectOf(cells, phonesOf[0], readings[0]?.problem),
          cells,
        }
      const person = readPerson(cells, columns)
      const facts = factsOf(cells)
      const earlier = drafts.get(first.key)
      const linked = known.has(first.key)
      const task = earlier ?? newDraft(first, linked, facts)
      drafts.set(first.key, task)
      addRow(task, phones, person, facts)
      const account = earlier ? 'merged' : linked ? 'linked' : 'new'
      return { sheet, row, account, key: first.key, reject: null, cells }
    })
  })
  return { rows, tasks: [...drafts.values()].map(taskOf) }
}

function rejectOf(cells: readonly Cell[], column: Column | undefined, problem: RejectReason | null | undefined) {
  const value = column ? cellText(cells[column.index]) : ''
  if (value === UNCALCULATED)
    return { column: column?.header ?? NO_PHONE_COLUMN, value, reason: 'phone_uncalculated' as const }
  return { column: column?.header ?? NO_PHONE_COLUMN, value, reason: problem ?? ('phone_missing' as const) }
}

function taskOf({ phone, linked, alternatives, otherPhones, subjects, facts }: TaskDraft): IntakeTask {
  return {
    key: phone.key,
    kind: phone.kind,
    linked,
    alternatives: [...alternatives],
    subjects,
    facts: { ...facts, otherPhones: [...otherPhones] },
  }
}
