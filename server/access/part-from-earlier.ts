import { inArray, sql } from 'drizzle-orm'
import { isSamePerson } from '../../domain/person/same-person.ts'
import type { Db } from '../db/db.ts'
import { inParts } from '../db/in-parts.ts'
import { roleGrants, staff } from '../db/schema/index.ts'
import { endSessions } from './end-sessions.ts'
import type { RoleChange } from './role-change.ts'

/** What follows the userid of somebody earlier. It stands in no userid of WeCom. */
export const PARTED = '~'

/**
 * Parts those WeCom names now from earlier people of the same userid, before they are written: the earlier one keeps what
 * was done under that name, and loses roles, sessions and the userid itself. Answers with the ids of the earlier ones and
 * with the roles they lost.
 */
export async function partFromEarlier(
  tx: Db,
  people: readonly { userid: string; name: string }[],
  now: Date,
): Promise<{ earlier: string[]; lost: RoleChange[] }> {
  const names = new Map(people.map(({ userid, name }) => [userid, name]))
  const earlier: string[] = []
  for (const part of inParts([...names.keys()])) {
    const known = await tx.select().from(staff).where(inArray(staff.userid, part)).for('update')
    const others = known.filter(person => !isSamePerson(person, { name: names.get(person.userid) ?? '', at: now }))
    earlier.push(...others.map(({ id }) => id))
  }
  if (earlier.length === 0) return { earlier, lost: [] }
  await tx
    .update(staff)
    .set({
      userid: sql`${staff.userid} || ${PARTED} || ${staff.id}`,
      active: false,
      leftAt: sql`coalesce(${staff.leftAt}, ${now})`,
    })
    .where(inArray(staff.id, earlier))
  const lost = await tx.delete(roleGrants).where(inArray(roleGrants.staffId, earlier)).returning()
  await endSessions(tx, earlier, now)
  return { earlier, lost: lost.map(({ staffId, unitId, role }) => ({ staffId, unitId, role, given: false })) }
}
