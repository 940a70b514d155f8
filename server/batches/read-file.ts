import { localDay } from '../../domain/dates.ts'
import { linkKnown } from '../../domain/lists/link-known.ts'
import type { ListRead } from '../../domain/lists/read-list.ts'
import type { Deps } from '../app-env.ts'
import type { Db } from '../db/db.ts'
import { findKnownNumbers, type KnownNumber } from './known-numbers.ts'
import { readListFile, requireRead, type ListFile } from './read-list-file.ts'

/** What reading and writing a list needs of the app; the command line has no more than this. */
export type IntakeDeps = Pick<Deps, 'sealer' | 'clock' | 'readListFile'>

export interface FileRead {
  list: ListRead
  /** What earlier lists know, by normalised number. */
  known: ReadonlyMap<string, KnownNumber>
}

/**
 * Reads a list and says which of its numbers earlier lists know.
 * @throws DomainError with the code of the refusal; nothing was written
 */
export async function readFile(deps: IntakeDeps, db: Db, file: ListFile): Promise<FileRead> {
  return askKnown(deps, db, await readAlone(deps, file))
}

/**
 * The list by itself, without asking the database: what takes long, so it is done before a transaction begins.
 * @throws DomainError with the code of the refusal
 */
export async function readAlone(
  { clock, readListFile: reader }: Pick<IntakeDeps, 'clock' | 'readListFile'>,
  file: ListFile,
): Promise<ListRead> {
  const question = { ...file, today: localDay(clock().getTime()) }
  return requireRead(await (reader ?? readListFile)(question))
}

/** Links a list that was read to what earlier lists know. */
export async function askKnown(deps: IntakeDeps, db: Db, alone: ListRead): Promise<FileRead> {
  const phones = alone.tasks.map(task => task.key)
  const known = await findKnownNumbers(deps, db, phones)
  return { list: linkKnown(alone, known), known }
}
