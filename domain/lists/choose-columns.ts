import type { ColumnChoices, IntakeField } from '../../contract/intake.ts'
import { correctByContents, isOneNumberOverAndOver, readByContents } from './by-contents.ts'
import { as, draftsOf, type Draft } from './column-draft.ts'
import type { Header } from './find-header.ts'
import type { Cell } from './grid.ts'
import { GENERIC } from './header-words.ts'
import { OTHER_PERSON, speaksOfSomebody, whoOf } from './person-words.ts'
import { headerText } from './read-header.ts'

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

export type ColumnsChosen = {
  readonly columns: readonly Column[]
  readonly notes: readonly string[]
  /** No number of the residents, but one of people near them, which a person may choose instead. */
  readonly onlyNearPhones: boolean
}

const MANY: ReadonlySet<string> = new Set(['phone', 'otherPhone', 'address', 'ignore', 'extra', 'unknown'])

/** 紧急联系人 | 联系电话: a phone right behind another person's name is that person's, if the resident has one elsewhere. */
function phonesBehindOthers(drafts: Draft[]): void {
  drafts.forEach((draft, i) => {
    if (draft.reading.field !== 'phone' || !GENERIC.test(headerText(draft.text).main)) return
    const before =
      drafts[i - 1]?.text && /关系|职务|称谓/.test(drafts[i - 1]?.text ?? '') ? drafts[i - 2] : drafts[i - 1]
    if (!before || before.reading.field !== 'unknown' || !OTHER_PERSON.test(headerText(before.text).main)) return
    const elsewhere = drafts.some(other => other !== draft && other.reading.field === 'phone')
    if (elsewhere || isOneNumberOverAndOver(draft.profile))
      draft.reading = { ...draft.reading, field: 'otherPhone', whose: 'other' }
  })
}

/** An unknown word before the phone (住店客电话) is somebody else's where another column is surely the resident's. */
function unsurePhones(drafts: Draft[]): void {
  const phones = drafts.filter(draft => draft.reading.field === 'phone')
  const sure = phones.filter(draft => !draft.reading.weak || draft.chosen)
  const own = sure.length > 0 ? sure : phones.filter(draft => draft === likeliest(phones, drafts))
  for (const draft of phones) if (!own.includes(draft)) draft.reading = as('otherPhone', draft.reading)
}

/** Of numbers with unknown words the one of whom the first name speaks (团员姓名 | 地陪手机 | 团员手机), else the first. */
function likeliest(phones: readonly Draft[], drafts: readonly Draft[]): Draft | undefined {
  const named = drafts.find(draft => draft.reading.field === 'name')
  const who = whoOf(headerText(named?.text ?? '').main)
  return phones.find(draft => who !== '' && whoOf(headerText(draft.text).main) === who) ?? phones[0]
}

/** 隔离点 | 房间号: a room right behind a hotel or a place of isolation is not at home. */
function roomsBehindHotels(drafts: Draft[]): void {
  drafts.forEach((draft, i) => {
    if (draft.reading.field !== 'address' || !/房|室/.test(draft.text) || draft.chosen) return
    if (/隔离|酒店|宾馆|观察点/.test(drafts[i - 1]?.text ?? '')) draft.reading = as('unknown', draft.reading)
  })
}

/** A list that names nobody but the driver, householder or parent is about them: 司机姓名 | 司机电话. */
function promote(drafts: Draft[], field: 'phone' | 'name' | 'idNumber'): void {
  if (drafts.some(draft => draft.reading.field === field)) return
  const candidates = drafts.filter(draft => draft.reading.wouldBe === field && draft.profile.filled > 0)
  const best = candidates.sort(
    (a, b) => b.profile.distinctPhones - a.profile.distinctPhones || b.profile.filled - a.profile.filled,
  )[0]
  if (best) best.reading = as(field, best.reading)
}

function aboutNearPeople(drafts: Draft[]): void {
  const named = ({ reading, text }: Draft) =>
    reading.field === 'name' || (reading.field === 'phone' && speaksOfSomebody(headerText(text).main))
  if (drafts.some(named)) return
  promote(drafts, 'phone')
  promote(drafts, 'name')
  promote(drafts, 'idNumber')
}

/** The number of a near person in a list that names the residents and has no number of theirs. */
function onlyNearPhone(drafts: readonly Draft[]): Draft | undefined {
  if (drafts.some(draft => draft.reading.field === 'phone')) return undefined
  return drafts.find(({ reading, chosen }) => reading.field === 'otherPhone' && reading.wouldBe === 'phone' && !chosen)
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
  readByContents(open)
  unsurePhones(drafts)
  roomsBehindHotels(drafts)
  aboutNearPeople(drafts)
  const notes = settle(drafts)
  const near = onlyNearPhone(drafts)
  if (near)
    notes.push(
      `表里没有居民本人的电话，「${near.header}」是他人的号码，没有拿来拨打。要拨打这个号码，请把这一列改读作“手机号”。`,
    )
  return { columns: drafts.map(columnOf), notes, onlyNearPhones: near !== undefined }
}

function columnOf({ index, header, reading }: Draft): Column {
  const unknown = reading.field === 'unknown'
  return { index, header, field: reading.field === 'unknown' ? 'extra' : reading.field, unknown, rank: reading.rank }
}
