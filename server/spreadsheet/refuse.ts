import { FILE_REFUSALS, type FileRefusalCode } from '../../contract/intake.ts'

/** A file that cannot be read as a list; the message is the sentence a person reads. Nothing of it was imported. */
export class FileRefused extends Error {
  override readonly name = 'FileRefused'
  readonly code: FileRefusalCode

  constructor(code: FileRefusalCode) {
    super(FILE_REFUSALS[code])
    this.code = code
  }
}

/** What a file may hold at most. Rows and columns count only where something stands in them. */
export const LIMITS = {
  fileBytes: 10 * 1024 * 1024,
  unpackedBytes: 64 * 1024 * 1024,
  zipEntries: 2000,
  /** 20,000 rows of data and room for titles, notes and totals; the rows of data are counted after reading. */
  rows: 20_100,
  columns: 100,
  sheets: 50,
} as const
