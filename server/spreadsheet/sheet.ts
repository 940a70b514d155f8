import { serialTime } from '../../domain/dates.ts'
import type { Cell, Grid, Merge } from '../../domain/lists/grid.ts'
import { FileRefused, LIMITS } from './refuse.ts'
import type { NumberKind } from './styles.ts'
import { attribute, joinedRuns, xmlText } from './xml.ts'

/** What a sheet needs from its workbook. */
export type Book = {
  readonly strings: readonly string[]
  readonly styles: readonly NumberKind[]
  readonly from1904: boolean
}

/** Column index of a cell reference: `AB12` → 27. */
function columnOf(reference: string): number {
  let index = 0
  for (const letter of reference) {
    const code = letter.charCodeAt(0) - 64
    if (code < 1 || code > 26) break
    index = index * 26 + code
  }
  return index - 1
}

const DAYS_1904 = 1462
const LAST_SERIAL = 2_958_465 // 9999-12-31

/** A number as it is meant: a date where the format says so, else the exact number. */
function numberCell(text: string, kind: NumberKind, from1904: boolean): Cell {
  const number = Number(text)
  if (text.trim() === '' || Number.isNaN(number)) return text === '' ? null : text
  const serial = number + (from1904 ? DAYS_1904 : 0)
  if (kind === 'number' || serial < 0 || serial > LAST_SERIAL) return number
  if (kind === 'time' || serial < 1) return serialTime(serial).slice(11, 16) || '00:00'
  return serialTime(serial)
}

function sharedString(book: Book, index: number): string | null {
  const text = book.strings[index]
  if (text === undefined) throw new FileRefused('file_damaged')
  return text || null
}

function cellValue(tag: string, body: string, book: Book): Cell {
  const type = attribute(tag, 't') ?? 'n'
  if (type === 'inlineStr') return joinedRuns(body) || null
  const value = /<v(?:\s[^>]*)?>([\s\S]*?)<\/v>/.exec(body)?.[1]
  if (value === undefined) return null
  if (type === 's') return sharedString(book, Number(value))
  if (type === 'b') return value === '1' ? '是' : '否'
  if (type === 'str' || type === 'e') return xmlText(value) || null
  if (type === 'd') return value.replace(/T00:00:00(?:\.0+)?Z?$/, '').replace(/Z$/, '')
  return numberCell(value, book.styles[Number(attribute(tag, 's') ?? 0)] ?? 'number', book.from1904)
}

const CELLS = /<c\b([^>]*?)(?:\/>|>([\s\S]*?)<\/c>)/g

function readRow(body: string, book: Book): Cell[] {
  const cells: Cell[] = []
  let next = 0
  for (const [, tag = '', content = ''] of body.matchAll(CELLS)) {
    const reference = /\sr="([A-Z]+)/.exec(tag)?.[1]
    const index = reference ? columnOf(reference) : next
    next = index + 1
    const value = content === '' ? null : cellValue(tag, content, book)
    if (value === null || value === '') continue
    if (index >= LIMITS.columns) throw new FileRefused('too_many_columns')
    while (cells.length < index) cells.push(null)
    cells[index] = value
  }
  return cells
}

const EMPTY: readonly Cell[] = []

function readRows(xml: string, book: Book): (readonly Cell[])[] {
  const from = xml.indexOf('<sheetData')
  const until = xml.lastIndexOf('</sheetData>')
  if (from < 0 || until < 0) return []
  const rows: (readonly Cell[])[] = []
  let next = 0
  let filled = 0
  for (const [, tag = '', body = ''] of xml.slice(from, until).matchAll(/<row\b([^>]*?)(?:\/>|>([\s\S]*?)<\/row>)/g)) {
    const index = Number(attribute(tag, 'r') ?? next + 1) - 1
    next = index + 1
    const cells = body === '' ? EMPTY : readRow(body, book)
    if (cells.length === 0) continue
    if (++filled > LIMITS.rows) throw new FileRefused('too_many_rows')
    while (rows.length < index) rows.push(EMPTY)
    rows[index] = cells
  }
  return rows
}

function readMerges(xml: string): Merge[] {
  return [...xml.matchAll(/<mergeCell\b[^>]*?\bref="([A-Z]+)(\d+):([A-Z]+)(\d+)"/g)].map(
    ([, left, top, right, bottom]) => ({
      top: Number(top) - 1,
      left: columnOf(left ?? ''),
      bottom: Number(bottom) - 1,
      right: columnOf(right ?? ''),
    }),
  )
}

/** The grid of one sheet's XML. Hidden rows and columns are read like all others; formulas give their cached value. */
export function readSheet(name: string, xml: string, book: Book): Grid {
  return { name, rows: readRows(xml, book), merges: readMerges(xml) }
}
