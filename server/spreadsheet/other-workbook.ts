import { read, set_cptable, type CellObject, type ParsingOptions, type WorkBook, type WorkSheet } from '@e965/xlsx'
import * as codePages from '@e965/xlsx/dist/cpexcel'
import { UNCALCULATED, type Cell, type Grid } from '../../domain/lists/grid.ts'
import { booleanCell, numberCell } from './cell.ts'
import { textsOf } from './decode-text.ts'
import { FileRefused, LIMITS } from './refuse.ts'
import { collectRows } from './rows.ts'
import { kindOfFormat } from './styles.ts'
import { serialOf } from '../../domain/time/serials.ts'

// Texts of workbooks older than 1997 are in the code page of the machine that wrote them.
set_cptable(codePages)

const OPTIONS: ParsingOptions = {
  dense: true,
  cellNF: true,
  cellText: false,
  cellHTML: false,
  cellDates: false,
  // one row more than is taken, so that too many are seen
  sheetRows: LIMITS.rows + 60,
}

/** A cell's number of an error, as files hold it. */
const ERRORS: Readonly<Record<number, string>> = {
  0x00: '#NULL!',
  0x07: '#DIV/0!',
  0x0f: '#VALUE!',
  0x17: '#REF!',
  0x1d: '#NAME?',
  0x24: '#NUM!',
  0x2a: '#N/A',
}

function cellOf(cell: CellObject | undefined, from1904: boolean): Cell {
  if (!cell) return null
  const { t, v, z, f } = cell
  if (t === 'e') return ERRORS[Number(v)] ?? '#N/A'
  if (v === undefined || v === null || v === '') return f === undefined || t === 's' ? null : UNCALCULATED
  if (typeof v === 'boolean') return booleanCell(v)
  // One the library has already made: its UTC fields are the wall-clock time of the sheet.
  if (v instanceof Date) return numberCell(serialOf(v), 'dayTime', false)
  if (typeof v === 'string') return v.replace(/\r\n?/g, '\n')
  return numberCell(v, z === undefined ? 'number' : kindOfFormat(String(z)), from1904)
}

function gridOf(name: string, sheet: WorkSheet, from1904: boolean): Grid {
  const collected = collectRows()
  const rows: readonly (readonly (CellObject | undefined)[] | undefined)[] = sheet['!data'] ?? []
  rows.forEach((cells, index) =>
    collected.put(
      index,
      Array.from(cells ?? [], cell => cellOf(cell, from1904)),
    ),
  )
  const merges = (sheet['!merges'] ?? []).map(({ s, e }) => ({ top: s.r, left: s.c, bottom: e.r, right: e.c }))
  return { name, rows: collected.rows, merges }
}

function open(bytes: Uint8Array, isMarkup: boolean): WorkBook {
  try {
    return isMarkup
      ? read(textsOf(bytes)[0] ?? '', { ...OPTIONS, type: 'string', raw: true })
      : read(bytes, { ...OPTIONS, type: 'array' })
  } catch (cause) {
    const words = cause instanceof Error ? cause.message : ''
    throw new FileRefused(/password|encrypt/i.test(words) ? 'file_is_encrypted' : 'file_damaged')
  }
}

/**
 * The sheets of a workbook that is no .xlsx: .xls and .et, .xlsb, .ods, XML of Excel 2003, a web page named .xls. The
 * library reads whatever it is given and has no limits of its own, so this runs in the parser's thread alone.
 * @throws FileRefused
 */
export function readOtherWorkbook(bytes: Uint8Array, isMarkup: boolean): Grid[] {
  const workbook = open(bytes, isMarkup)
  const from1904 = workbook.Workbook?.WBProps?.date1904 === true
  return workbook.SheetNames.slice(0, LIMITS.sheets).flatMap(name => {
    const sheet = workbook.Sheets[name]
    return sheet ? [gridOf(name, sheet, from1904)] : []
  })
}
