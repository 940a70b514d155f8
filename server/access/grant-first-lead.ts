import { sql } from 'drizzle-orm'
import { rowsOf, type Db } from '../db/db.ts'
import { roleGrants } from '../db/schema/index.ts'
import { PARTED } from './part-from-earlier.ts'
import type { RoleChange } from './role-change.ts'

/**
 * The configured first lead holds every top unit nobody else leads. A userid that went on to somebody else is worth nothing
 * here: whoever runs the server has to name another. Answers with what was given.
 */
export async function grantFirstLead(tx: Db, firstLead: string | null, now: Date): Promise<RoleChange[]> {
  if (firstLead === null) return []
  const open = await rowsOf<{ unitId: string; staffId: string }>(
    tx,
    sql`
      select u.id as "unitId", s.id as "staffId" from units u join staff s on s.userid = ${firstLead.toLowerCase()}
      where s.active and u.parent_id is null
        and not exists (select from staff e where starts_with(e.userid, ${firstLead.toLowerCase() + PARTED}))
        and not exists (
        select from role_grants g join staff x on x.id = g.staff_id
        where g.unit_id = u.id and g.role = 'lead' and x.active)`,
  )
  if (open.length === 0) return []
  const rows = open.map(({ unitId, staffId }) => ({ staffId, role: 'lead' as const, unitId, grantedAt: now }))
  await tx.insert(roleGrants).values(rows).onConflictDoNothing()
  return open.map(({ staffId, unitId }) => ({ staffId, unitId, role: 'lead', given: true }))
}
