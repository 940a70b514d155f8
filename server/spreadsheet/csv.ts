import type { Cell, Grid } from '../../domain/lists/grid.ts'
import { FileRefused, LIMITS } from './refuse.ts'

/** UTF-16 without its mark: every comma, digit and line break leaves a zero byte, always on the same side. */
function bareUtf16(bytes: Uint8Array): 'utf-16le' | 'utf-16be' | null {
  const start = bytes.subarray(0, 4000)
  const zeros = (side: number) => start.filter((byte, i) => byte === 0 && i % 2 === side).length
  const [even, odd] = [zeros(0), zeros(1)]
  if (bytes.length % 2 === 1 || (even > 0 && odd > 0)) return null
  if (odd > 0) return 'utf-16le'
  return even > 0 ? 'utf-16be' : null
}

/** UTF-16 by its mark or its zeros, UTF-8 where every byte fits, else GB18030 (a superset of GBK and GB2312). */
function decodeText(bytes: Uint8Array): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder('utf-16le').decode(bytes)
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return new TextDecoder('utf-16be').decode(bytes)
  const wide = bareUtf16(bytes)
  if (wide) return new TextDecoder(wide).decode(bytes)
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return new TextDecoder('gb18030').decode(bytes)
  }
}

const SEPARATORS = [',', '\t', ';', '|'] as const

/** The separator that stands most often outside quotes in the first lines. */
function separatorOf(text: string): string {
  const start = text.slice(0, 20_000).replace(/"[^"]*"/g, '')
  const counts = SEPARATORS.map(separator => start.split(separator).length - 1)
  return SEPARATORS[counts.indexOf(Math.max(...counts))] ?? ','
}

/** `="13812345678"` keeps Excel from changing a number; the number is meant. */
function cellOf(text: string): Cell {
  const kept = /^="(.*)"$/s.exec(text)
  return (kept?.[1] ?? text) || null
}

const QUOTE = 34
const CR = 13
const LF = 10

/** One field from `at`: its text and where it ends. A quote opens a quoted field only at the beginning. */
function readField(text: string, at: number, separator: number): { value: string; end: number } {
  if (text.charCodeAt(at) !== QUOTE) return readBare(text, at, separator)
  let value = ''
  let from = at + 1
  for (;;) {
    const quote = text.indexOf('"', from)
    if (quote < 0) return { value: value + text.slice(from), end: text.length }
    value += text.slice(from, quote)
    if (text.charCodeAt(quote + 1) !== QUOTE) {
      const rest = readBare(text, quote + 1, separator)
      return { value: value + rest.value, end: rest.end }
    }
    value += '"'
    from = quote + 2
  }
}

function readBare(text: string, at: number, separator: number): { value: string; end: number } {
  let end = at
  for (; end < text.length; end++) {
    const code = text.charCodeAt(end)
    if (code === separator || code === LF || code === CR) break
  }
  return { value: text.slice(at, end), end }
}

/** Rows of delimited text as Excel counts them: a quoted line break is no new row, an empty line is one. */
function parseDelimited(text: string, separator: string): Cell[][] {
  const rows: Cell[][] = [[]]
  const code = separator.charCodeAt(0)
  let at = 0
  let filled = 0
  while (at < text.length) {
    const { value, end } = readField(text, at, code)
    rows.at(-1)?.push(cellOf(value.replace(/\r\n?/g, '\n')))
    at = end + 1
    if (text.charCodeAt(end) === code) {
      if (at === text.length) rows.at(-1)?.push(null)
      continue
    }
    if (text.charCodeAt(end) === CR && text.charCodeAt(at) === LF) at++
    if (rows.at(-1)?.some(cell => cell !== null) && ++filled > LIMITS.rows) throw new FileRefused('too_many_rows')
    rows.push([])
  }
  return rows
}

function lastFilled(row: readonly Cell[]): number {
  return row.reduce<number>((last, cell, index) => (cell === null ? last : index + 1), 0)
}

/** Reads a .csv or tab-separated text. Throws `FileRefused`. */
export function readCsv(bytes: Uint8Array): Grid {
  const text = decodeText(bytes).replace(/^\ufeff/, '')
  if (text.slice(0, 4000).includes('\0')) throw new FileRefused('file_is_not_a_list')
  const directive = /^"?sep=(.)"?\r?\n/i.exec(text)
  const body = directive ? text.slice(directive[0].length) : text
  const rows = parseDelimited(body, directive?.[1] ?? separatorOf(body)).map(row => row.slice(0, lastFilled(row)))
  if (rows.some(row => row.length > LIMITS.columns)) throw new FileRefused('too_many_columns')
  return { name: null, rows, merges: [] }
}
