import type { UnitLevel } from '../../contract/units.ts'
import type { Db } from '../db/db.ts'
import { departmentMappings } from '../db/schema/index.ts'

/** What leads decided so far, by department; null: no unit. */
export async function readMappings(db: Db): Promise<Map<number, UnitLevel | null>> {
  const rows = await db.select().from(departmentMappings)
  return new Map(rows.map(({ departmentId, level }) => [departmentId, level]))
}
