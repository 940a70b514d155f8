import type { RejectReason } from '../../contract/intake.ts'
import { byPreference, readPhones, type Phone, type PhoneKind, type PhoneOptions } from '../person/phone.ts'
import type { Column } from './choose-columns.ts'
import type { DataRow } from './data-rows.ts'
import { cellText, type Cell } from './grid.ts'
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

type TaskDraft = { phone: Phone; linked: boolean; alternatives: Set<string>; subjects: Person[]; facts: Facts }

/** Header given to rejected rows of a sheet that has no phone column at all. */
const NO_PHONE_COLUMN = '手机号'

/** Phone columns in order of preference: spare and fixed-line columns last, else as they stand. */
function phoneColumns(columns: readonly Column[]): Column[] {
  return columns.filter(column => column.field === 'phone').sort((a, b) => a.rank - b.rank || a.index - b.index)
}

function mergeFacts(first: Facts, second: Facts): Facts {
  const known = Object.entries(first).filter(([, value]) => value !== null)
  return {
    ...second,
    ...Object.fromEntries(known),
    otherPhones: [...new Set([...first.otherPhones, ...second.otherPhones])],
    extra: { ...second.extra, ...first.extra },
  }
}

/** Joins a person to those behind the number: same or missing name is the same person. */
function addSubject(subjects: Person[], person: Person): void {
  const same = (one: Person) =>
    one.name === null || person.name === null || sameName(one.name) === sameName(person.name)
  const byId = subjects.findIndex(one => same(one) && one.idNumber !== null && one.idNumber === person.idNumber)
  const at = byId >= 0 ? byId : subjects.findIndex(same)
  const known = subjects[at]
  if (!known) {
    subjects.push(person)
    return
  }
  const id = known.idNumber !== null && known.idNote === null ? known : person.idNumber === null ? known : person
  subjects[at] = { name: known.name ?? person.name, idNumber: id.idNumber, idNote: id.idNote }
}

/**
 * A missing name joins somebody on the same number; when a name comes later for the one without, it is theirs. So the
 * number of subjects is the number of different names, at least one, whatever the order of rows.
 */
function addToTask(task: TaskDraft, phones: readonly Phone[], person: Person, facts: Facts): void {
  for (const phone of phones) if (phone.key !== task.phone.key) task.alternatives.add(phone.key)
  addSubject(task.subjects, person)
  task.facts = mergeFacts(task.facts, facts)
}

/** Sorts every row of data into new, linked, merged or rejected. `known` are the keys of open and recent batches. */
export function collectTasks(
  sheets: readonly SheetRows[],
  { known, today, ...options }: { known: ReadonlySet<string>; today: string } & PhoneOptions,
): Collected {
  const drafts = new Map<string, TaskDraft>()
  const rows = sheets.flatMap(({ columns, rows: data }, sheet) => {
    const phonesOf = phoneColumns(columns)
    const factsOf = factsReader(columns, today)
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
      const task = drafts.get(first.key)
      if (task) {
        addToTask(task, phones, person, factsOf(cells))
        return { sheet, row, account: 'merged', key: first.key, reject: null, cells }
      }
      const linked = known.has(first.key)
      const alternatives = new Set(phones.slice(1).map(phone => phone.key))
      drafts.set(first.key, { phone: first, linked, alternatives, subjects: [person], facts: factsOf(cells) })
      return { sheet, row, account: linked ? 'linked' : 'new', key: first.key, reject: null, cells }
    })
  })
  return { rows, tasks: [...drafts.values()].map(taskOf) }
}

function rejectOf(cells: readonly Cell[], column: Column | undefined, problem: RejectReason | null | undefined) {
  const value = column ? cellText(cells[column.index]) : ''
  return { column: column?.header ?? NO_PHONE_COLUMN, value, reason: problem ?? ('phone_missing' as const) }
}

function taskOf({ phone, linked, alternatives, subjects, facts }: TaskDraft): IntakeTask {
  return { key: phone.key, kind: phone.kind, linked, alternatives: [...alternatives], subjects, facts }
}
