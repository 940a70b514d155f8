import { instantOf, type LocalTime, startOfDay } from '../time/local-time.ts'
import { readIdNumber, type IdNote } from '../person/id-number.ts'
import { isNothing } from '../person/nothing.ts'
import { readPhones } from '../person/phone.ts'
import type { IntakeField } from '../../contract/intake.ts'
import type { Column } from './choose-columns.ts'
import type { DataRow } from './data-rows.ts'
import { dayOrderOf, readDate } from './read-date.ts'
import { cellText, squeeze, type Cell } from './grid.ts'
import { headerText } from './read-header.ts'
import { DAY_MS, SECOND_MS } from '../time/lengths.ts'

/** What one row says besides the numbers; null where the list says nothing. */
export type Facts = {
  readonly idType: string | null
  readonly gender: string | null
  readonly age: number | null
  /** All parts of the address in administrative order. */
  readonly address: string | null
  readonly household: string | null
  readonly community: string | null
  readonly street: string | null
  readonly district: string | null
  readonly origin: string | null
  readonly riskPlace: string | null
  /** A local day or, where the hour is known, a local time. */
  readonly arrivedOn: LocalTime | null
  readonly transport: string | null
  readonly vehicleNo: string | null
  readonly testedAt: LocalTime | null
  readonly testResult: string | null
  readonly testCount: number | null
  readonly vaccineDoses: number | null
  readonly healthCode: string | null
  readonly control: string | null
  readonly source: string | null
  /** UTC; a day alone means its end. */
  readonly deadlineAt: string | null
  readonly remark: string | null
  /** Keys of numbers that are somebody else's. */
  readonly otherPhones: readonly string[]
  /** Columns that are none of our fields, by header, as they stand. */
  readonly extra: Readonly<Record<string, string>>
}

export type Person = { readonly name: string | null; readonly idNumber: string | null; readonly idNote: IdNote | null }

const CHINESE_COUNT: Readonly<Record<string, number>> = {
  零: 0,
  〇: 0,
  一: 1,
  二: 2,
  两: 2,
  三: 3,
  四: 4,
  五: 5,
  六: 6,
  七: 7,
  八: 8,
  九: 9,
  十: 10,
}

/** `3`, `3针`, `三针`, `已接种2剂` as a number; null when none is said. */
function readCount(text: string): number | null {
  const digits = /\d{1,3}/.exec(text.normalize('NFKC'))
  if (digits) return Number(digits[0])
  const word = /[零〇一二两三四五六七八九十]/.exec(text)
  return word ? (CHINESE_COUNT[word[0]] ?? null) : null
}

/** Doses so far: a booster is the third, 未接种 is none. */
function readDoses(text: string): number | null {
  const count = readCount(text)
  if (count !== null) return count <= 6 ? count : null
  if (/加强/.test(text)) return 3
  return /未|没|无|否/.test(text) ? 0 : null
}

/** The end of a day, or the moment itself, as UTC. */
function endOf(time: LocalTime): string {
  const ms = time.length === 10 ? startOfDay(time) + DAY_MS - SECOND_MS : instantOf(time)
  return new Date(ms).toISOString()
}

/** `3` below 栋 is 3栋, `2` below 单元 is 2单元; a room number stays a number. */
function addressPart(text: string, header: string): string {
  if (!/^[\dA-Za-z]{1,4}$/.test(text)) return text
  const unit = /单元|[栋幢座]/.exec(headerText(header).main)?.[0]
  return unit ? text + unit : text
}

function joinAddress(cells: readonly Cell[], columns: readonly Column[]): string | null {
  const parts = columns
    .filter(column => column.field === 'address')
    .map(column => ({ rank: column.rank, text: addressPart(cellText(cells[column.index]), column.header) }))
    .filter(part => !isNothing(part.text))
    .sort((a, b) => a.rank - b.rank)
  const joined = parts.reduce((whole, { text }) => (whole.includes(text) ? whole : whole + text), '')
  return joined === '' ? null : joined
}

/** Fields that hold a day or a time. */
const DATE_FIELDS: readonly IntakeField[] = ['arrivedOn', 'testedAt', 'deadline']

/** The columns of days and times, each read in the order of day and month that its own cells tell. */
export function dateColumns(columns: readonly Column[], rows: readonly DataRow[], today: string) {
  return columns
    .filter(({ field }) => DATE_FIELDS.includes(field))
    .map(({ field, header, index }) => {
      const order = dayOrderOf(rows.map(row => row.cells[index]))
      // A list has few different days, and each cell is asked for more than once.
      const known = new Map<Cell | undefined, LocalTime | null>()
      const read = (cells: readonly Cell[]): LocalTime | null => {
        const cell = cells[index]
        const time = known.get(cell)
        if (time !== undefined) return time
        const found = readDate(cell, { today, order })
        known.set(cell, found)
        return found
      }
      const unread = (cells: readonly Cell[]) => !isNothing(cellText(cells[index])) && read(cells) === null
      return { field, header, index, read, unread }
    })
}

/** What stands behind the header of a cell that is kept as given because nobody could read it. */
const UNREAD = '（看不出日期，照原样）'

/** Reads the facts of rows of one sheet. A day nobody can read is kept as given among the other columns, and marked. */
export function factsReader(
  columns: readonly Column[],
  rows: readonly DataRow[],
  today: string,
): (cells: readonly Cell[]) => Facts {
  const dates = dateColumns(columns, rows, today)
  const extras = columns.filter(column => column.field === 'extra')
  const others = columns.filter(column => column.field === 'otherPhone')
  const at = new Map(columns.map(column => [column.field, column.index]))
  return cells => {
    const cell = (field: Column['field']): Cell => cells[at.get(field) ?? -1] ?? null
    const text = (field: Column['field']) => {
      const found = cellText(cell(field))
      return isNothing(found) ? null : found
    }
    const date = (field: Column['field']) => dates.find(one => one.field === field)?.read(cells) ?? null
    const deadline = date('deadline')
    return {
      idType: text('idType'),
      gender: text('gender'),
      age: readCount(text('age') ?? ''),
      address: joinAddress(cells, columns),
      household: text('household'),
      community: text('community'),
      street: text('street'),
      district: text('district'),
      origin: text('origin'),
      riskPlace: text('riskPlace'),
      arrivedOn: date('arrivedOn'),
      transport: text('transport'),
      vehicleNo: text('vehicleNo'),
      testedAt: date('testedAt'),
      testResult: text('testResult'),
      testCount: readCount(text('testCount') ?? ''),
      vaccineDoses: readDoses(text('vaccineDoses') ?? ''),
      healthCode: text('healthCode'),
      control: text('control'),
      source: text('source'),
      deadlineAt: deadline === null ? null : endOf(deadline),
      remark: text('remark'),
      otherPhones: others.flatMap(column => readPhones(cells[column.index]).phones.map(phone => phone.key)),
      extra: {
        ...extraOf(cells, extras),
        ...Object.fromEntries(unreadDates(cells, dates)),
      },
    }
  }
}

function unreadDates(cells: readonly Cell[], dates: ReturnType<typeof dateColumns>): [string, string][] {
  return dates
    .filter(one => one.unread(cells))
    .map(({ header, index }) => [`${header}${UNREAD}`, cellText(cells[index])])
}

function extraOf(cells: readonly Cell[], extras: readonly Column[]): Record<string, string> {
  const filled = extras.map(column => [column.header, cellText(cells[column.index])] as const)
  return Object.fromEntries(filled.filter(([, text]) => text !== ''))
}

/** Name and ID number of a row. Names are kept without the spaces that spread two characters to the width of three. */
export function readPerson(cells: readonly Cell[], columns: readonly Column[]): Person {
  const of = (field: Column['field']) => cells[columns.find(column => column.field === field)?.index ?? -1] ?? null
  const written = cellText(of('name')).normalize('NFKC').replace(/^['`]/, '')
  const name = /[\u3400-\u9fff]/.test(written) ? written.replace(/\s/g, '') : written.replace(/\s+/g, ' ')
  const id = readIdNumber(of('idNumber'), cellText(of('idType')) || null)
  return { name: isNothing(name) ? null : name, idNumber: id.idNumber, idNote: id.note }
}

/** What two writings of one name have in common. */
export function sameName(name: string): string {
  return squeeze(name)
}
