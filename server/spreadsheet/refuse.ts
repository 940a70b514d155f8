import { FILE_REFUSALS, type FileRefusalCode } from '../../contract/file-refusals.ts'

/** A file that cannot be read as a list; the message is the sentence a person reads. Nothing of it was imported. */
export class FileRefused extends Error {
  override readonly name = 'FileRefused'
  readonly code: FileRefusalCode
  /** The row it is about, as a person counts them; null where it is the whole file. */
  readonly row: number | null

  constructor(code: FileRefusalCode, row: number | null = null) {
    super(FILE_REFUSALS[code])
    this.code = code
    this.row = row
  }
}

/** What a file may hold at most. Rows and columns count only where something stands in them. */
export const LIMITS = {
  fileBytes: 10 * 1024 * 1024,
  unpackedBytes: 64 * 1024 * 1024,
  zipEntries: 2000,
  /** 20,000 rows of data and room for titles, notes and totals; the rows of data are counted after reading. */
  rows: 20_100,
  /** Of a sheet, empty ones included: no program writes more. */
  lines: 1_048_576,
  columns: 100,
  sheets: 50,
  /** Characters of a cell; a list has no longer ones, and what reads a cell may look at every part of it. */
  cell: 2000,
} as const
