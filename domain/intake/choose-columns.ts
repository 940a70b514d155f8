import type { ColumnChoices, IntakeField } from '../../contract/intake.ts'
import { profileOf, type Profile } from './column-profile.ts'
import type { Header } from './find-header.ts'
import { cellText, columnLetters, type Cell } from './grid.ts'
import { GENERIC, OTHER_PERSON } from './header-words.ts'
import { headerText, readHeader, type HeaderReading } from './read-header.ts'

/** One column as it will be read. */
export type Column = {
  readonly index: number
  /** Key of the mapping: the header as it stands, `#2` for a repeat, `列C` without header. */
  readonly header: string
  readonly field: IntakeField
  /** Nobody knew this header; it is asked about once. */
  readonly unknown: boolean
  readonly rank: number
}

export type ColumnsChosen = { readonly columns: readonly Column[]; readonly notes: readonly string[] }

type Draft = {
  readonly index: number
  readonly header: string
  readonly text: string
  reading: HeaderReading
  readonly profile: Profile
  chosen: boolean
}

/** Share of cells from which a column is what its cells say, whatever its name. */
const MOSTLY = 0.6
/** A column of one number over and over is the grid worker's. */
const SAME_NUMBER_SHARE = 0.34
const SAME_NUMBER_ROWS = 6

const MANY: ReadonlySet<string> = new Set(['phone', 'otherPhone', 'address', 'ignore', 'extra', 'unknown'])

function keysOf(texts: readonly string[]): string[] {
  const seen = new Map<string, number>()
  return texts.map((text, index) => {
    if (text === '') return `列${columnLetters(index)}`
    const times = (seen.get(text) ?? 0) + 1
    seen.set(text, times)
    return times === 1 ? text : `${text}#${times}`
  })
}

function draftsOf(header: Header, rows: readonly (readonly Cell[])[], today: string): Draft[] {
  const filled = header.texts.map((_, c) => rows.reduce((n, row) => n + (cellText(row[c]) === '' ? 0 : 1), 0))
  const keys = keysOf(header.texts)
  return header.texts.flatMap((text, index) => {
    const count = filled[index] ?? 0
    if (text === '' && count === 0) return []
    // a column below the second half of a merged header is what the header says
    const group = header.groups[index] ?? ''
    const reading = text === '' ? readHeader(group) : readHeader(text, group)
    return {
      index,
      header: keys[index] ?? '',
      text,
      reading,
      profile: profileOf(rows, index, count, today),
      chosen: false,
    }
  })
}

const as = (field: HeaderReading['field'], reading: HeaderReading): HeaderReading => ({ ...reading, field })

/** 紧急联系人 | 联系电话: a phone right behind another person's name is that person's, if the resident has one elsewhere. */
function phonesBehindOthers(drafts: Draft[]): void {
  drafts.forEach((draft, i) => {
    if (draft.reading.field !== 'phone' || !GENERIC.test(headerText(draft.text).main)) return
    const before =
      drafts[i - 1]?.text && /关系|职务|称谓/.test(drafts[i - 1]?.text ?? '') ? drafts[i - 2] : drafts[i - 1]
    if (!before || before.reading.field !== 'unknown' || !OTHER_PERSON.test(headerText(before.text).main)) return
    const elsewhere = drafts.some(other => other !== draft && other.reading.field === 'phone')
    if (elsewhere) draft.reading = { ...draft.reading, field: 'otherPhone', whose: 'other' }
  })
}

function isOneNumberOverAndOver({ filled, phones, distinctPhones }: Profile): boolean {
  return filled >= SAME_NUMBER_ROWS && phones >= MOSTLY && distinctPhones / Math.min(filled, 300) < SAME_NUMBER_SHARE
}

/** Columns nobody knows by name, read by what stands in them. */
function readByContents(drafts: Draft[]): void {
  const has = (field: IntakeField) => drafts.some(draft => draft.reading.field === field)
  for (const draft of drafts.filter(one => one.reading.field === 'unknown')) {
    const { profile, reading } = draft
    if (profile.filled < 2) continue
    if (profile.phones >= MOSTLY) {
      const staff = reading.whose !== 'own' || isOneNumberOverAndOver(profile)
      draft.reading = { ...reading, field: staff ? 'otherPhone' : 'phone', rank: 3, wouldBe: 'phone' }
    } else if (profile.ids >= MOSTLY && !has('idNumber')) draft.reading = as('idNumber', reading)
    else if (profile.genders >= 0.9 && !has('gender')) draft.reading = as('gender', reading)
    else if (profile.names >= 0.8 && reading.whose === 'own' && !has('name')) draft.reading = as('name', reading)
  }
}

/** 最近一次核酸 may hold the day or the result; 编号 may hold ID numbers. */
function correctByContents(drafts: Draft[]): void {
  for (const draft of drafts) {
    const { field } = draft.reading
    if (field === 'testResult' && draft.profile.dates >= MOSTLY) draft.reading = as('testedAt', draft.reading)
    if (field === 'testedAt' && draft.profile.results >= MOSTLY) draft.reading = as('testResult', draft.reading)
    if (field === 'arrivedOn' && draft.reading.weak && draft.profile.dates < MOSTLY)
      draft.reading = as('unknown', draft.reading)
    if (field === 'ignore' && draft.profile.ids >= MOSTLY) draft.reading = as('idNumber', draft.reading)
    if (field === 'phone' && draft.profile.filled > 2 && draft.profile.ids >= 0.9)
      draft.reading = as('idNumber', draft.reading)
  }
}

/** Without a phone or name of the resident the near person's is taken: 家长电话 of a school list, 司机姓名 of a cargo list. */
function promote(drafts: Draft[], field: 'phone' | 'name'): void {
  if (drafts.some(draft => draft.reading.field === field)) return
  const candidates = drafts.filter(draft => draft.reading.wouldBe === field && draft.profile.filled > 0)
  const best = candidates.sort(
    (a, b) => b.profile.distinctPhones - a.profile.distinctPhones || b.profile.filled - a.profile.filled,
  )[0]
  if (best) best.reading = as(field, best.reading)
}

function applyChoices(drafts: Draft[], choices: ColumnChoices): void {
  for (const draft of drafts) {
    const field = choices[draft.header]
    if (field === undefined) continue
    draft.reading = { ...draft.reading, field, weak: false }
    draft.chosen = true
  }
}

/** Two columns for one single-valued field: a chosen one, else the strong one, else the one with more filled cells wins. */
function settle(drafts: Draft[]): string[] {
  const notes: string[] = []
  const groups = new Map<string, Draft[]>()
  for (const draft of drafts) {
    const { field } = draft.reading
    if (!MANY.has(field)) groups.set(field, [...(groups.get(field) ?? []), draft])
  }
  for (const same of groups.values()) {
    const [winner, ...losers] = same.sort(
      (a, b) =>
        Number(b.chosen) - Number(a.chosen) ||
        Number(a.reading.weak) - Number(b.reading.weak) ||
        b.profile.filled - a.profile.filled ||
        a.index - b.index,
    )
    for (const loser of losers) {
      loser.reading = as('extra', loser.reading)
      notes.push(
        `「${loser.header}」与「${winner?.header}」意思相同，采用填得更多的「${winner?.header}」，另一列保留在其他信息里。`,
      )
    }
  }
  return notes
}

/**
 * Decides what every column is, by its header and its contents. `choices` are a person's and go before everything. The
 * order of columns decides nothing but the preference among equal phones.
 */
export function chooseColumns(
  header: Header,
  rows: readonly (readonly Cell[])[],
  { choices = {}, today }: { choices?: ColumnChoices | undefined; today: string },
): ColumnsChosen {
  const drafts = draftsOf(header, rows, today)
  applyChoices(drafts, choices)
  const open = drafts.filter(draft => !draft.chosen)
  correctByContents(open)
  phonesBehindOthers(drafts)
  readByContents(drafts)
  promote(drafts, 'phone')
  promote(drafts, 'name')
  const notes = settle(drafts)
  return { columns: drafts.map(columnOf), notes }
}

function columnOf({ index, header, reading }: Draft): Column {
  const unknown = reading.field === 'unknown'
  return { index, header, field: reading.field === 'unknown' ? 'extra' : reading.field, unknown, rank: reading.rank }
}
