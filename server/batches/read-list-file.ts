import type { ColumnChoices, FileRefusalCode } from '../../contract/intake.ts'
import { readList, type ListRead } from '../../domain/lists/read-list.ts'
import { DomainError } from '../errors.ts'
import { readWorkbook } from '../spreadsheet/read-workbook.ts'
import { FileRefused } from '../spreadsheet/refuse.ts'

export interface ListFile {
  fileName: string
  bytes: Uint8Array<ArrayBuffer>
  /** Header → field as a person chose it, or as remembered for the sender. */
  choices?: ColumnChoices
}

/** A list and the day at +08:00 that completes its dates without a year. */
export interface ListFileQuestion extends ListFile {
  today: string
}

/** A list as it stands, before earlier lists are asked, or why it is refused. */
export type ListFileAnswer = ListRead | { refused: FileRefusalCode }

/** Reads a file somewhere: in a worker with limits on the server, in place elsewhere. */
export type ListFileReader = (question: ListFileQuestion) => Promise<ListFileAnswer>

/** Reads a file of bytes in this thread. */
export function readListFile({ fileName, bytes, choices, today }: ListFileQuestion): ListFileAnswer {
  try {
    return readList({ file: fileName, grids: readWorkbook(bytes), today, choices })
  } catch (cause) {
    if (cause instanceof FileRefused) return { refused: cause.code }
    throw cause
  }
}

/** @throws DomainError with the code of the refusal */
export function requireRead(answer: ListFileAnswer): ListRead {
  if (answer.refused !== null) throw new DomainError(answer.refused)
  return answer
}
