import { sql } from 'drizzle-orm'
import type { Unit } from '../../contract/units.ts'
import type { Act } from '../act.ts'
import { rowsOf } from '../db/db.ts'

/** The units a member may look at: the administrative tree cut to the own parts, from the top down. */
export function listUnits(act: Act): Promise<Unit[]> {
  const own = act.member.grants.map(grant => grant.unitId)
  return rowsOf<Unit>(
    act.db,
    sql`
      select id, parent_id as "parentId", level, name, department_id as "departmentId" from units
      where path && ${sql.param(own)}::uuid[] order by cardinality(path), name`,
  )
}
