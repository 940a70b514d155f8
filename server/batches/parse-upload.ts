import type { ColumnChoices, FileRefusalCode } from '../../contract/intake.ts'
import { localDay } from '../../domain/dates.ts'
import { parseList, type ParsedList } from '../../domain/lists/parse-list.ts'
import { DomainError } from '../errors.ts'
import { readWorkbook } from '../spreadsheet/read-workbook.ts'
import { FileRefused } from '../spreadsheet/refuse.ts'

/** A list as it came: the first of the three shapes on its way, `Upload` → `ParsedList` → `Import`. */
export interface Upload {
  fileName: string
  bytes: Uint8Array<ArrayBuffer>
}

/** An upload with what reading it depends on. */
export interface UploadQuestion extends Upload {
  /** Header → field as a person chose it, or as remembered for the sender. */
  choices?: ColumnChoices
  /** The day at +08:00 that completes dates without a year. */
  today: string
}

/** A list as it stands, before earlier lists are asked, or why it is refused. */
export type UploadAnswer = ParsedList | { refused: FileRefusalCode }

/** Parses an upload somewhere: in a thread with limits on the server, in place elsewhere. */
export type UploadParser = (question: UploadQuestion) => Promise<UploadAnswer>

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
