import { sql } from 'drizzle-orm'
import type { Unit } from '../../contract/units.ts'
import type { Member } from '../app-env.ts'
import { rowsOf, type Db } from '../db/db.ts'

/** The units a member may look at: the administrative tree cut to the own parts, from the top down. */
export function listUnits(db: Db, member: Member): Promise<Unit[]> {
  const own = member.grants.map(grant => grant.unitId)
  return rowsOf<Unit>(
    db,
    sql`
      select id, parent_id as "parentId", level, name, department_id as "departmentId" from units
      where path && ${sql.param(own)}::uuid[] order by cardinality(path), name`,
  )
}
