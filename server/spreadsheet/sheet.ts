import { UNCALCULATED, type Cell, type Grid, type Merge } from '../../domain/lists/grid.ts'
import { booleanCell, numberCell } from './cell.ts'
import { FileRefused, LIMITS } from './refuse.ts'
import { collectRows, keptCell } from './rows.ts'
import type { NumberKind } from './styles.ts'
import { plainText, walkXml, type Attributes } from './xml.ts'

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

/** One cell while its parts come: `<c t s><f>…</f><v>…</v><is><t>…</t></is></c>`. */
interface CellParts {
  index: number
  type: string
  style: number
  value: string
  hasFormula: boolean
}

function cellValue({ type, value, style, hasFormula }: CellParts, book: Book): Cell {
  if (value === '') return hasFormula && type !== 'str' ? UNCALCULATED : null
  if (type === 's') return sharedString(book, Number(value))
  if (type === 'b') return booleanCell(value === '1')
  if (type === 'inlineStr' || type === 'str' || type === 'e') return plainText(value)
  if (type === 'd') return value.replace(/T00:00:00(?:\.0+)?Z?$/, '').replace(/Z$/, '')
  const number = Number(value)
  return value.trim() === '' || Number.isNaN(number)
    ? value
    : numberCell(number, book.styles[style] ?? 'number', book.from1904)
}

function sharedString(book: Book, index: number): string {
  const text = book.strings[index]
  if (text === undefined) throw new FileRefused('file_damaged')
  return text
}

function mergesIn(ref: string | undefined): Merge[] {
  const [, left, top, right, bottom] = /^([A-Z]+)(\d+):([A-Z]+)(\d+)$/.exec(ref ?? '') ?? []
  if (left === undefined || right === undefined) return []
  return [{ top: Number(top) - 1, left: columnOf(left), bottom: Number(bottom) - 1, right: columnOf(right) }]
}

/** The cells of one row while the parts of each come. */
function rowReader(book: Book) {
  let cells: Cell[] = []
  let cell: CellParts | null = null
  let last = -1
  return {
    openRow() {
      cells = []
      last = -1
    },
    openCell({ r, t, s }: Attributes) {
      last = r === undefined ? last + 1 : columnOf(r)
      cell = { index: last, type: t ?? 'n', style: Number(s ?? 0), value: '', hasFormula: false }
    },
    formula() {
      if (cell) cell.hasFormula = true
    },
    value(text: string) {
      if (cell) cell.value += text
    },
    closeCell() {
      const value = cell && keptCell(cellValue(cell, book))
      if (cell && value !== null) {
        if (cell.index >= LIMITS.columns) throw new FileRefused('too_many_columns')
        while (cells.length < cell.index) cells.push(null)
        cells[cell.index] = value
      }
      cell = null
    },
    cells: () => cells,
  }
}

/**
 * The grid of one sheet's XML. Hidden rows and columns are read like all others; formulas give the value that was
 * calculated last, `UNCALCULATED` where there is none. Reading aids beside a text (`<rPh>`) are left out.
 * @throws FileRefused
 */
export function readSheet(name: string, xml: string, book: Book): Grid {
  const collected = collectRows()
  const merges: Merge[] = []
  const reader = rowReader(book)
  let row = -1
  let inValue = false
  let aids = 0
  walkXml(xml, {
    open(element, attributes) {
      if (element === 'row') {
        row = attributes['r'] === undefined ? row + 1 : Number(attributes['r']) - 1
        reader.openRow()
      } else if (element === 'c') reader.openCell(attributes)
      else if (element === 'f') reader.formula()
      else if (element === 'rPh') aids++
      else if (element === 'v' || element === 't') inValue = aids === 0
      else if (element === 'mergeCell') merges.push(...mergesIn(attributes['ref']))
    },
    text(text) {
      if (inValue) reader.value(text)
    },
    close(element) {
      if (element === 'v' || element === 't') inValue = false
      else if (element === 'rPh') aids--
      else if (element === 'c') reader.closeCell()
      else if (element === 'row') collected.put(row, reader.cells())
    },
  })
  return { name, rows: collected.rows, merges }
}
