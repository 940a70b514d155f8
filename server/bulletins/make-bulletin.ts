import { desc, eq } from 'drizzle-orm'
import { writeBulletin, type BulletinCounts } from '../../domain/bulletins/write-bulletin.ts'
import type { Work } from '../act.ts'
import { only } from '../db/db.ts'
import { bulletins } from '../db/schema/index.ts'
import { findGroupFor, type FoundGroup } from '../groups/find-group.ts'
import { queueMessage } from '../messages/queue-message.ts'
import { countUnits } from '../progress/count-units.ts'

/** A bulletin as it would go out now: the numbers of the screen, written out. */
export interface MadeBulletin {
  parts: string[]
  counts: BulletinCounts
  last: { at: Date; counts: BulletinCounts } | null
}

/** Counts the unit and those right below it, and writes what changed since the bulletin before. */
export async function makeBulletin({ db }: Pick<Work, 'db'>, unitId: string, now: Date): Promise<MadeBulletin> {
  const [whole, below, last] = await Promise.all([
    countUnits(db, unitId, 'self', now),
    countUnits(db, unitId, 'children', now),
    findLast({ db }, unitId),
  ])
  const unit = only(whole)
  const before = last === null ? null : { at: last.at.getTime(), counts: last.counts }
  const { recorded, matched, toDo } = unit
  const parts = writeBulletin({ unit, below, before, now: now.getTime() })
  return { parts, counts: { recorded, matched, toDo }, last }
}

/** Queues it for the group and keeps its numbers for the next one. */
export async function queueBulletin(
  { db, sealer }: Pick<Work, 'db' | 'sealer'>,
  { parts, counts }: MadeBulletin,
  to: { unitId: string; group: FoundGroup; sentBy: string | null; at: Date },
): Promise<void> {
  const { unitId, group, sentBy, at } = to
  await db.insert(bulletins).values({ unitId, at, sentBy, counts })
  // A millisecond apart: the queue of a group goes by time.
  for (const [i, content] of parts.entries())
    await queueMessage(db, sealer, { groupId: group.id, content, at: new Date(at.getTime() + i) })
}

/** The group that takes a unit's bulletins: its own, else the nearest above. */
export const findBulletinGroup = ({ db }: Pick<Work, 'db'>, unitId: string) => findGroupFor(db, unitId, 'bulletin')

/** The unit's bulletin before. */
async function findLast({ db }: Pick<Work, 'db'>, unitId: string): Promise<MadeBulletin['last']> {
  const [last] = await db
    .select({ at: bulletins.at, counts: bulletins.counts })
    .from(bulletins)
    .where(eq(bulletins.unitId, unitId))
    .orderBy(desc(bulletins.at))
    .limit(1)
  return last ?? null
}
