import type { Department } from '../../contract/units.ts'
import { placeDepartments } from '../../domain/units/unit-level.ts'
import type { Db } from '../db/db.ts'
import { readMappings } from './department-mappings.ts'
import type { DirectorySnapshot } from '../ports/wecom.ts'

/** The departments of the directory, superiors first, with the level in force for each. */
export async function listDepartments(db: Db, { departments, members }: DirectorySnapshot): Promise<Department[]> {
  const rows = new Map(departments.map(department => [department.id, department]))
  const counts = new Map<number, number>()
  for (const id of members.flatMap(member => member.departmentIds)) counts.set(id, (counts.get(id) ?? 0) + 1)
  return placeDepartments(departments, await readMappings(db)).map(({ id, depth, level, mapped }) => {
    const { name = '', parentId = 0 } = rows.get(id) ?? {}
    return {
      departmentId: id,
      parentDepartmentId: rows.has(parentId) ? parentId : null,
      name,
      depth,
      memberCount: counts.get(id) ?? 0,
      level,
      mapped,
    }
  })
}
