import { boolean, index, pgTable, text, unique, uuid } from 'drizzle-orm/pg-core'
import type { Role } from '../../../contract/staff.ts'
import { instant, rowId } from './columns.ts'
import { units } from './units.ts'

export const staff = pgTable('staff', {
  id: rowId(),
  /** Lower case: WeCom userids are compared without case. */
  userid: text().notNull().unique(),
  name: text().notNull(),
  unitId: uuid().references(() => units.id),
  active: boolean().notNull().default(true),
  /** When the directory was first seen without this person; null: never. */
  leftAt: instant(),
  largeText: boolean().notNull().default(false),
  trainedAt: instant(),
  lastSeenAt: instant(),
})

export const roleGrants = pgTable(
  'role_grants',
  {
    id: rowId(),
    staffId: uuid()
      .notNull()
      .references(() => staff.id),
    role: text().$type<Role>().notNull(),
    unitId: uuid()
      .notNull()
      .references(() => units.id),
    grantedBy: uuid(),
    grantedAt: instant().notNull(),
  },
  t => [unique('role_grants_once').on(t.staffId, t.role, t.unitId), index('role_grants_unit').on(t.unitId)],
)
