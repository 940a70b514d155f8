import type { ColumnChoices } from '../../contract/intake.ts'
import { localDay } from '../../domain/dates.ts'
import type { Grid } from '../../domain/intake/grid.ts'
import { readList, type ListQuestion, type ListRead } from '../../domain/intake/read-list.ts'
import type { Deps } from '../app-env.ts'
import type { Db } from '../db/db.ts'
import { DomainError } from '../errors.ts'
import { findKnownNumbers, type KnownNumber } from './known-numbers.ts'
import { FileRefused } from './workbook/refuse.ts'
import { readWorkbook } from './workbook/read-workbook.ts'

export interface ListFile {
  fileName: string
  bytes: Uint8Array<ArrayBuffer>
  /** Header → field as a person chose it. */
  choices?: ColumnChoices
}

export interface FileRead {
  list: ListRead
  /** What earlier lists know, by normalised number. */
  known: ReadonlyMap<string, KnownNumber>
}

/**
 * Reads a list and says which of its numbers earlier lists know.
 * @throws DomainError with the code of the refusal; nothing was written
 */
export async function readFile(deps: Deps, db: Db, file: ListFile): Promise<FileRead> {
  const today = localDay(deps.clock().getTime())
  const question = { file: file.fileName, grids: readGrids(file.bytes), today, choices: file.choices }
  const fresh = readOrRefuse(question)
  const known = await findKnownNumbers(
    deps,
    db,
    fresh.tasks.map(task => task.key),
  )
  if (known.size === 0) return { list: fresh, known }
  return { list: readOrRefuse({ ...question, known: new Set(known.keys()) }), known }
}

function readGrids(bytes: Uint8Array): Grid[] {
  try {
    return readWorkbook(bytes)
  } catch (cause) {
    if (cause instanceof FileRefused) throw new DomainError(cause.code)
    throw cause
  }
}

function readOrRefuse(question: ListQuestion): ListRead {
  const read = readList(question)
  if (read.refused !== null) throw new DomainError(read.refused)
  return read
}
