import { isNotNull, sql } from 'drizzle-orm'
import { maskText } from '../../domain/person/mask-text.ts'
import type { PlacedDepartment } from '../../domain/units/unit-level.ts'
import { rowsOf, type Db } from '../db/db.ts'
import { inParts } from '../db/in-parts.ts'
import { units } from '../db/schema/index.ts'
import type { WecomDepartment } from '../ports/wecom.ts'

/**
 * Makes a unit of every department that is one, under the id it had before, and sets all paths right.
 * Answers with the unit id of each such department.
 */
export async function writeUnits(
  tx: Db,
  departments: readonly WecomDepartment[],
  placed: readonly PlacedDepartment[],
): Promise<Map<number, string>> {
  const names = new Map(departments.map(({ id, name }) => [id, name]))
  const known = await readUnitIds(tx)
  const ids = new Map(
    placed.flatMap(({ id, level }) => (level === null ? [] : [[id, known.get(id) ?? crypto.randomUUID()] as const])),
  )
  const rows = placed.flatMap(({ id, level, above }) => {
    const unitId = ids.get(id)
    if (level === null || unitId === undefined) return []
    const parentId = above === null ? null : (ids.get(above) ?? null)
    return [
      {
        id: unitId,
        parentId,
        level,
        name: maskText(names.get(id) ?? '') || `部门 ${id}`,
        path: [unitId],
        departmentId: id,
      },
    ]
  })
  for (const part of inParts(rows)) {
    await tx
      .insert(units)
      .values(part)
      .onConflictDoUpdate({
        target: units.departmentId,
        set: { parentId: sql`excluded.parent_id`, level: sql`excluded.level`, name: sql`excluded.name` },
      })
  }
  await setPaths(tx)
  return ids
}

async function readUnitIds(tx: Db): Promise<Map<number, string>> {
  const rows = await tx
    .select({ id: units.id, departmentId: units.departmentId })
    .from(units)
    .where(isNotNull(units.departmentId))
  return new Map(rows.flatMap(({ id, departmentId }) => (departmentId === null ? [] : [[departmentId, id] as const])))
}

async function setPaths(tx: Db): Promise<void> {
  await tx.execute(sql`
    with recursive tree as (
      select id, array[id] as path from units where parent_id is null
      union all
      select u.id, tree.path || u.id from units u join tree on u.parent_id = tree.id
    )
    update units set path = tree.path from tree where units.id = tree.id and units.path <> tree.path`)
}

/**
 * Removes units whose department is a unit no longer, from the bottom up, as long as nothing hangs on them: tasks, reports,
 * grants, groups, people or units. The others stay as they are, so that no work is lost.
 */
export async function removeEmptyUnits(tx: Db, departmentIds: readonly number[]): Promise<void> {
  for (;;) {
    const removed = await rowsOf<{ id: string }>(
      tx,
      sql`
        delete from units u where u.department_id is not null
          and u.department_id <> all(${sql.param(departmentIds)}::int[])
          and not exists (select from units x where x.parent_id = u.id)
          and not exists (select from tasks x where x.unit_id = u.id)
          and not exists (select from reports x where x.unit_id = u.id)
          and not exists (select from role_grants x where x.unit_id = u.id)
          and not exists (select from groups x where x.unit_id = u.id)
          and not exists (select from staff x where x.unit_id = u.id)
        returning u.id`,
    )
    if (removed.length === 0) return
  }
}
