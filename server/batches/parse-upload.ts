import type { ColumnChoices } from '../../contract/intake.ts'
import { localDay } from '../../domain/dates.ts'
import { parseList, type ParsedList } from '../../domain/lists/parse-list.ts'
import { DomainError } from '../errors.ts'
import type { Upload, UploadAnswer, UploadParser, UploadQuestion } from '../ports/upload-parser.ts'
import { readWorkbook } from '../spreadsheet/read-workbook.ts'
import { FileRefused } from '../spreadsheet/refuse.ts'

export interface ParserDeps {
  clock: () => Date
  parser?: UploadParser
}

/** Parses an upload in this thread. */
export function parseHere({ fileName, bytes, choices, today }: UploadQuestion): UploadAnswer {
  try {
    return parseList({ file: fileName, grids: readWorkbook(bytes), today, choices })
  } catch (cause) {
    if (cause instanceof FileRefused) return { refused: cause.code }
    throw cause
  }
}

/**
 * The list in an upload, by itself: no database is asked, so it is done before a transaction begins.
 * @throws DomainError with the code of the refusal
 */
export async function parseUpload(
  { clock, parser }: ParserDeps,
  { fileName, bytes }: Upload,
  choices: ColumnChoices = {},
): Promise<ParsedList> {
  const question = { fileName, bytes, choices, today: localDay(clock().getTime()) }
  const answer = await (parser ?? parseHere)(question)
  if (answer.refused !== null) throw new DomainError(answer.refused)
  return answer
}
