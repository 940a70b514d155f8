import { sql } from 'drizzle-orm'
import type { MapDepartments } from '../../contract/units.ts'
import { isBelow, placeDepartments } from '../../domain/units/unit-level.ts'
import type { Act } from '../act.ts'
import type { Db } from '../db/db.ts'
import { departmentMappings } from '../db/schema/index.ts'
import { DomainError } from '../errors.ts'
import { readMappings } from './department-mappings.ts'
import type { DirectorySnapshot } from '../ports/wecom.ts'
import { applyDirectory } from './sync-directory.ts'

/**
 * Keeps what a lead decided for these departments, leaves the others as they were, and makes the tree anew.
 * @throws DomainError `not_found` for a department WeCom does not show, `level_not_below`
 */
export async function mapDepartments(
  act: Act,
  { mappings }: MapDepartments,
  directory: DirectorySnapshot,
  firstLead: string | null,
): Promise<void> {
  const { db, member } = act
  const known = new Set(directory.departments.map(({ id }) => id))
  if (mappings.some(({ departmentId }) => !known.has(departmentId))) throw new DomainError('not_found')
  const now = act.clock()
  // A department named twice: the last word counts, and one statement may touch a row once only.
  const rows = [...new Map(mappings.map(mapping => [mapping.departmentId, mapping])).values()]
  if (rows.length > 0) {
    await db
      .insert(departmentMappings)
      .values(rows.map(row => ({ ...row, decidedBy: member.staffId, decidedAt: now })))
      .onConflictDoUpdate({
        target: departmentMappings.departmentId,
        set: { level: sql`excluded.level`, decidedBy: member.staffId, decidedAt: now },
      })
  }
  await requireOrder(db, directory)
  await applyDirectory(act, directory, { firstLead, now, by: member.staffId })
}

/** A community above a street would hand its tasks to nobody. */
async function requireOrder(tx: Db, { departments }: DirectorySnapshot): Promise<void> {
  const placed = placeDepartments(departments, await readMappings(tx))
  const levels = new Map(placed.map(({ id, level }) => [id, level]))
  const names = new Map(departments.map(({ id, name }) => [id, name]))
  const wrong = placed.filter(
    ({ level, above }) => level !== null && above !== null && !isBelow(level, levels.get(above) ?? null),
  )
  if (wrong.length === 0) return
  const fields = wrong.map(({ id }) => ({ path: `mappings.${id}`, problem: names.get(id) ?? '' }))
  throw new DomainError('level_not_below', { fields })
}
