import type { FileRefusalCode } from '../../contract/file-refusals.ts'
import type { ColumnChoices, IntakeAnswer, IntakeField, RejectedRow, SheetAnswer } from '../../contract/intake.ts'
import { maskPhone } from '../person/mask.ts'
import { maskText } from '../person/mask-text.ts'
import { chooseColumns, type ColumnsChosen } from './choose-columns.ts'
import { collectTasks, type AccountedRow, type Collected, type IntakeTask, type SheetRows } from './collect-tasks.ts'
import { dataRows } from './data-rows.ts'
import { findHeader, type Header } from './find-header.ts'
import { cellText, type Grid } from './grid.ts'
import { dateColumns } from './read-facts.ts'

export type ListQuestion = {
  /** File name, for the answer only. */
  readonly file: string
  readonly grids: readonly Grid[]
  /** Keys of numbers in other open batches or checked within the last 14 days. */
  readonly known?: ReadonlySet<string> | undefined
  /** The day at +08:00 that completes dates without a year. */
  readonly today: string
  /** Area code of the batch's city, for landlines of eight digits. */
  readonly areaCode?: string | undefined
  /** Header → field, as a person chose it or as remembered for the sender. */
  readonly choices?: ColumnChoices | undefined
}

export type ParsedList = {
  readonly refused: null
  readonly answer: IntakeAnswer
  readonly rows: readonly AccountedRow[]
  readonly tasks: readonly IntakeTask[]
  /** Header texts per sheet read, in the sender's own order, for the export. */
  readonly layouts: readonly SheetLayout[]
}
export type ListRefused = { readonly refused: FileRefusalCode }

export type SheetLayout = {
  readonly name: string | null
  readonly headerRow: number
  readonly columns: readonly { readonly index: number; readonly header: string; readonly field: IntakeField }[]
}

const MAX_DATA_ROWS = 20_000

type ParsedSheet = {
  readonly grid: Grid
  readonly header: Header
  readonly chosen: ColumnsChosen
  readonly data: SheetRows['rows']
}

function parseSheet(grid: Grid, question: ListQuestion): ParsedSheet | null {
  const header = findHeader(grid)
  if (!header) return null
  const chosen = chooseColumns(header, grid.rows.slice(header.dataFrom), question)
  return { grid, header, chosen, data: dataRows(grid, header, chosen.columns) }
}

const hasField = (sheet: ParsedSheet, ...fields: IntakeField[]) =>
  sheet.chosen.columns.some(column => fields.includes(column.field))

/** Sheets of people. A summary by street has a header too, but neither phones nor names nor ID numbers. */
function isListOfPeople(sheet: ParsedSheet): boolean {
  return hasField(sheet, 'phone') || (hasField(sheet, 'name', 'idNumber') && sheet.data.length > 0)
}

function refusal(grids: readonly Grid[], sheets: readonly ParsedSheet[]): FileRefusalCode | null {
  const filled = grids.some(grid => grid.rows.some(row => row.some(cell => cellText(cell) !== '')))
  if (!filled) return 'sheet_empty'
  if (sheets.length === 0) return 'no_header'
  if (!sheets.some(sheet => hasField(sheet, 'phone') || sheet.chosen.onlyNearPhones)) return 'no_phone_column'
  const rows = sheets.reduce((sum, sheet) => sum + sheet.data.length, 0)
  if (rows === 0) return 'sheet_empty'
  return rows > MAX_DATA_ROWS ? 'too_many_rows' : null
}

/** Says of how many cells of a column nobody can tell the day, so that a wrong order of day and month is seen at once. */
function unreadDates({ chosen, data }: ParsedSheet, today: string): string[] {
  return dateColumns(chosen.columns, data, today).flatMap(({ header, unread }) => {
    const count = data.filter(({ cells }) => unread(cells)).length
    return count === 0 ? [] : [`「${header}」有 ${count} 格看不出是哪天，没有当作日期，已照原样保留。`]
  })
}

function sheetAnswer(sheet: ParsedSheet, today: string): SheetAnswer {
  const { grid, header, chosen } = sheet
  const known = chosen.columns.filter(column => !column.unknown)
  return {
    name: nameOf(grid),
    headerRow: header.row + 1,
    mapping: Object.fromEntries(known.map(({ header: text, field }) => [text, field])),
    unknown: chosen.columns.filter(column => column.unknown).map(column => column.header),
    notes: [...chosen.notes, ...unreadDates(sheet, today)],
  }
}

/** The name of a sheet as it is shown and kept: of a person who stands in it nothing. */
const nameOf = ({ name }: Grid): string | null => name && maskText(name)

const layoutOf = ({ grid, header, chosen }: ParsedSheet): SheetLayout => ({
  name: nameOf(grid),
  headerRow: header.row + 1,
  columns: chosen.columns.map(({ index, header: text, field }) => ({ index, header: text, field })),
})

/**
 * Reads a list as streets send them: finds the header of every sheet, decides what the columns are, and accounts for
 * every row. Pure; the answer holds clear values (`maskedAnswer` before it leaves the server's console).
 */
export function parseList(question: ListQuestion): ParsedList | ListRefused {
  const read = question.grids.flatMap(grid => parseSheet(grid, question) ?? [])
  const refused = refusal(question.grids, read)
  if (refused) return { refused }
  const sheets = read.filter(isListOfPeople)
  const collected = collectTasks(
    sheets.map(({ chosen, data }) => ({ columns: chosen.columns, rows: data })),
    { known: question.known ?? new Set(), today: question.today, areaCode: question.areaCode },
  )
  const answer = answerOf(question, sheets, collected)
  return { refused: null, answer, ...collected, layouts: sheets.map(layoutOf) }
}

function answerOf(
  { file, today }: ListQuestion,
  sheets: readonly ParsedSheet[],
  { rows, tasks }: Collected,
): IntakeAnswer {
  const count = (account: AccountedRow['account']) => rows.filter(row => row.account === account).length
  return {
    file,
    sheets: sheets.map(sheet => sheetAnswer(sheet, today)),
    rows: rows.length,
    new: count('new'),
    linked: count('linked'),
    merged: count('merged'),
    rejected: count('rejected'),
    rejects: rows.flatMap(row => rejectedRow(row, sheets) ?? []),
    tasks: tasks.length,
    subjects: tasks.reduce((sum, task) => sum + task.subjects.length, 0),
  }
}

function rejectedRow({ sheet, row, reject }: AccountedRow, sheets: readonly ParsedSheet[]): RejectedRow | null {
  const grid = sheets[sheet]?.grid
  return reject && { sheet: grid ? nameOf(grid) : null, row, ...reject }
}

/** Hides what stands in a rejected cell: digits as a number is masked, of words only those that name nobody. */
export function maskRejectedValue(value: string): string {
  if (/\d/.test(value)) return maskPhone(value)
  return value.length <= 1 || /^[#\-—/]|[无不没未拒待暂空错]/.test(value) ? value : `${value.slice(0, 1)}**`
}

/** The answer as it may be shown on a screen. */
export function maskedAnswer(answer: IntakeAnswer): IntakeAnswer {
  const file = maskText(answer.file)
  return {
    ...answer,
    file,
    rejects: answer.rejects.map(reject => ({ ...reject, value: maskRejectedValue(reject.value) })),
  }
}
