import { parse, type CsvError, type Options } from 'csv-parse/sync'
import type { Cell, Grid } from '../../domain/lists/grid.ts'
import { isKnownHeader } from '../../domain/lists/read-header.ts'
import { textsOf } from './decode-text.ts'
import { FileRefused, LIMITS } from './refuse.ts'
import { collectRows } from './rows.ts'

const SEPARATORS = [',', '\t', ';', '|'] as const

/** How a file is to be taken apart. */
interface Dialect {
  text: string
  separator: string
}

const RELAXED: Options = { relax_column_count: true, relax_quotes: true, record_delimiter: '\n' }
const PEEKED = { characters: 20_000, rows: 60 }

/** The first rows, read without complaint: a field cut off at the end closes by itself. */
function peek({ text, separator }: Dialect): string[][] {
  const start = text.slice(0, PEEKED.characters)
  try {
    return parse(start, { ...RELAXED, delimiter: separator, to: PEEKED.rows })
  } catch {
    return start.split('\n', PEEKED.rows).map(line => line.split(separator))
  }
}

/** How well a file fits: known names in one row count most, then how many rows are as wide as that one. */
function fitOf(dialect: Dialect): number {
  const rows = peek(dialect).filter(row => row.some(cell => cell.trim() !== ''))
  const known = rows.map(row => row.filter(cell => cell.trim() !== '' && isKnownHeader(cell)).length)
  const best = Math.max(0, ...known)
  const width = rows[known.indexOf(best)]?.length ?? 0
  if (width < 2) return best
  return best + rows.filter(row => row.length === width).length / (rows.length + 1)
}

/** The encoding and separator that give the likeliest header. `sep=;` in the first line says it, as Excel has it. */
function dialectOf(bytes: Uint8Array): Dialect {
  const dialects = textsOf(bytes).flatMap(found => {
    const text = found.replace(/^\ufeff/, '').replace(/\r\n?/g, '\n')
    const said = /^"?sep=(.)"?\n/i.exec(text)
    if (said) return [{ text: text.slice(said[0].length), separator: said[1] ?? ',' }]
    return SEPARATORS.map(separator => ({ text, separator }))
  })
  const fits = dialects.map(fitOf)
  return dialects[fits.indexOf(Math.max(...fits))] ?? { text: '', separator: ',' }
}

/** `="13812345678"` keeps Excel from changing a number; the number is meant. */
function cellOf(text: string): Cell {
  const kept = /^="([^"]*)"$/.exec(text)
  return (kept?.[1] ?? text) || null
}

const MOBILE = /1[3-9]\d{9}/

/** A quote that was never closed takes the rows behind it into its cell: they look like rows there. */
function swallowsRows(field: string, separator: string, width: number): boolean {
  if (!field.includes('\n')) return false
  if (field.startsWith('"')) return true
  const [, ...behind] = field.split('\n')
  return behind.some(line => {
    const separators = line.split(separator).length - 1
    return separators > 0 && (separators >= Math.max(2, width - 1) || MOBILE.test(line))
  })
}

function parseAs({ text, separator }: Dialect, options: Options): Grid['rows'] {
  const collected = collectRows()
  let next = 0
  let width = 0
  const take = (fields: string[]) => {
    if (next >= LIMITS.lines) throw new FileRefused('too_many_rows')
    width = Math.max(width, fields.length)
    if (fields.some(field => swallowsRows(field, separator, width))) throw new FileRefused('quote_open', next + 1)
    collected.put(next++, fields.map(cellOf))
    return null
  }
  try {
    parse(text, { ...options, delimiter: separator, on_record: take })
  } catch (cause) {
    if (isQuoteLeftOpen(cause)) throw new FileRefused('quote_open', next + 1)
    throw cause
  }
  return collected.rows
}

const codeOf = (cause: unknown): string => (cause instanceof Error && 'code' in cause ? String(cause.code) : '')
const isQuoteLeftOpen = (cause: unknown): cause is CsvError => codeOf(cause) === 'CSV_QUOTE_NOT_CLOSED'
const isQuoteOutOfPlace = (cause: unknown) => /^(?:CSV_)?INVALID_(?:OPENING|CLOSING)_QUOTE$/.test(codeOf(cause))

/** Without the blanks that some programs put behind a closed quote (`"张三"⇥,`). */
function withoutBlanksBehindQuotes({ text, separator }: Dialect): Dialect {
  const blanks = separator === '\t' ? /" +(?=\t|\n|$)/g : /"[ \t]+(?=[,;|\n]|$)/g
  return { text: text.replace(blanks, '"'), separator }
}

/** Strictly first; a quote out of place (身高5", ="138…") is then taken as it stands. */
function parseRows(dialect: Dialect): Grid['rows'] {
  const strict = { relax_column_count: true, record_delimiter: '\n' }
  try {
    return parseAs(dialect, strict)
  } catch (cause) {
    if (isQuoteOutOfPlace(cause)) return parseAs(withoutBlanksBehindQuotes(dialect), RELAXED)
    throw cause
  }
}

/**
 * Reads a .csv or text with tabs, semicolons or bars. Rows count as Excel shows them: a quoted line break is no new row,
 * an empty line is one.
 * @throws FileRefused
 */
export function readCsv(bytes: Uint8Array): Grid {
  const dialect = dialectOf(bytes)
  if (dialect.text.slice(0, 4000).includes('\0')) throw new FileRefused('file_is_not_a_list')
  return { name: null, rows: parseRows(dialect), merges: [] }
}
