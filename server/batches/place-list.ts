import { and, eq, ne } from 'drizzle-orm'
import { leaveOut } from '../../domain/lists/leave-out.ts'
import { linkKnown } from '../../domain/lists/link-known.ts'
import { rowPlacer, type Community } from '../../domain/lists/place-row.ts'
import type { ParsedList } from '../../domain/lists/parse-list.ts'
import type { Work } from '../act.ts'
import type { Db } from '../db/db.ts'
import { batches } from '../db/schema/index.ts'
import { findKnownNumbers, type KnownNumber } from './known-numbers.ts'

/** A parsed list with all that the database says about it: what an import would write, and what a preview shows. */
export interface Import {
  /** With the tasks linked whose number earlier lists know. */
  list: ParsedList
  /** What earlier lists know, by normalised number. */
  known: ReadonlyMap<string, KnownNumber>
  /** The community of each task of the list, in the same order; null where its row names none of them for certain. */
  unitIds: readonly (string | null)[]
}

/**
 * Places a list among the communities and what earlier lists know. Reads only. `linkable`: the numbers that may be looked
 * up in earlier lists for the member who asks; all from the server's own console.
 */
export async function placeList(
  work: Work,
  parsed: ParsedList,
  communities: readonly Community[],
  linkable?: ReadonlySet<string>,
): Promise<Import> {
  const phones = parsed.tasks.map(task => task.key)
  const known = await findKnownNumbers(work, linkable ? phones.filter(phone => linkable.has(phone)) : phones)
  const list = linkKnown(parsed, known)
  const place = rowPlacer(communities)
  return { list, known, unitIds: list.tasks.map(task => place(task.facts)) }
}

/** An import of those tasks alone whose community is known. */
export function onlyOurs({ list, known, unitIds }: Import): Import {
  const isOurs = (i: number) => unitIds[i] !== null
  return { list: leaveOut(list, isOurs), known, unitIds: unitIds.filter(unitId => unitId !== null) }
}

/** Whether this very file was imported before: streets send the same file again under another name. */
export async function isKnownFile(db: Db, contentHash: string): Promise<boolean> {
  const same = and(eq(batches.contentHash, contentHash), ne(batches.status, 'rolled_back'))
  return (await db.select({ id: batches.id }).from(batches).where(same).limit(1)).length > 0
}
