import { sql } from 'drizzle-orm'
import type { Member } from '../act.ts'
import { rowsOf, type Db } from '../db/db.ts'
import { isBelowAny } from './led-units.ts'

/** Ids of every unit the member has a role in, and of all below them: those between a district and its communities too. */
export async function unitsBelow(db: Db, { grants }: Member): Promise<string[]> {
  const granted = grants.map(grant => grant.unitId)
  if (grants.every(grant => grant.unitLevel === 'community')) return granted
  const below = await rowsOf<{ id: string }>(
    db,
    sql`select u.id from units u where ${isBelowAny(sql`u.path`, granted)}`,
  )
  return below.map(({ id }) => id)
}
