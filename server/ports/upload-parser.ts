import type { FileRefusalCode } from '../../contract/file-refusals.ts'
import type { ColumnChoices } from '../../contract/intake.ts'
import type { ParsedList } from '../../domain/lists/parse-list.ts'
import type { Asker } from './asker.ts'

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
export type UploadAnswer = ParsedList | { refused: FileRefusalCode; row?: number | null }

/**
 * Parses an upload somewhere: in a thread with limits on the server, in place elsewhere.
 * @throws DomainError `reader_busy`, `given_up`
 */
export type UploadParser = (question: UploadQuestion, asker?: Asker) => Promise<UploadAnswer>
