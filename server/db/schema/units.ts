import { index, integer, pgTable, text, uuid } from 'drizzle-orm/pg-core'
import type { UnitLevel } from '../../../contract/units.ts'
import { instant, rowId } from './columns.ts'

/** The administrative tree. `path` holds the ids from the top down to the unit itself, so a subtree is one index look-up. */
export const units = pgTable(
  'units',
  {
    id: rowId(),
    parentId: uuid(),
    level: text().$type<UnitLevel>().notNull(),
    name: text().notNull(),
    path: uuid().array().notNull(),
    departmentId: integer().unique(),
  },
  t => [index('units_path').using('gin', t.path)],
)

/** What a lead decided for one WeCom department; `level` null: not a unit. */
export const departmentMappings = pgTable('department_mappings', {
  departmentId: integer().primaryKey(),
  level: text().$type<UnitLevel>(),
  decidedBy: uuid(),
  decidedAt: instant().notNull(),
})
