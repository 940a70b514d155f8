import type { ColumnChoices } from '../../contract/intake.ts'
import { dayAt } from '../../domain/time/clock.ts'
import { parseList, type ParsedList } from '../../domain/lists/parse-list.ts'
import { DomainError } from '../errors.ts'
import type { Asker } from '../ports/asker.ts'
import type { Upload, UploadAnswer, UploadParser, UploadQuestion } from '../ports/upload-parser.ts'
import { readWorkbook, type OtherReader } from '../spreadsheet/read-workbook.ts'
import { FileRefused } from '../spreadsheet/refuse.ts'

export interface ParserDeps {
  clock: () => Date
  parser?: UploadParser
  /** Who waits; the console where nobody else does. */
  asker?: Asker
}

/** Parses an upload in this thread; workbooks that are no .xlsx only where there is a reader for them. */
export function parseHere({ fileName, bytes, choices, today }: UploadQuestion, other?: OtherReader): UploadAnswer {
  try {
    return parseList({ file: fileName, grids: readWorkbook(bytes, other), today, choices })
  } catch (cause) {
    if (cause instanceof FileRefused) return { refused: cause.code, row: cause.row }
    throw cause
  }
}

/**
 * The list in an upload, by itself: no database is asked, so it is done before a transaction begins.
 * @throws DomainError with the code of the refusal, `reader_busy`, `given_up`
 */
export async function parseUpload(
  { clock, parser, asker }: ParserDeps,
  { fileName, bytes }: Upload,
  choices: ColumnChoices = {},
): Promise<ParsedList> {
  const question = { fileName, bytes, choices, today: dayAt(clock().getTime()) }
  const answer = await (parser?.(question, asker) ?? parseHere(question))
  if (answer.refused === null) return answer
  const { refused, row = null } = answer
  throw new DomainError(refused, row === null ? {} : { row })
}
