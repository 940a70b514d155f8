import { sql } from 'drizzle-orm'
import { boolean, index, integer, pgTable, text, unique, uuid } from 'drizzle-orm/pg-core'
import type { GroupChannel, GroupKind } from '../../../contract/groups.ts'
import type { Role } from '../../../contract/staff.ts'
import type { UnitLevel } from '../../../contract/units.ts'
import { instant, rowId, sealed } from './columns.ts'

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

export const staff = pgTable('staff', {
  id: rowId(),
  /** Lower case: WeCom userids are compared without case. */
  userid: text().notNull().unique(),
  name: text().notNull(),
  unitId: uuid().references(() => units.id),
  active: boolean().notNull().default(true),
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

/** Result and bulletin groups. `addressSealed`: chat id of an app group, or key of a webhook. */
export const groups = pgTable(
  'groups',
  {
    id: rowId(),
    unitId: uuid()
      .notNull()
      .references(() => units.id),
    kind: text().$type<GroupKind>().notNull(),
    channel: text().$type<GroupChannel>().notNull(),
    name: text().notNull(),
    addressSealed: sealed().notNull(),
    addressHint: text().notNull(),
    setBy: uuid(),
    setAt: instant().notNull(),
    triedAt: instant(),
    problem: text(),
  },
  t => [unique('groups_one_of_a_kind').on(t.unitId, t.kind)],
)

/** Log-ins. The cookie's random token is kept only as a hash. */
export const sessions = pgTable(
  'sessions',
  {
    tokenHash: text().primaryKey(),
    staffId: uuid()
      .notNull()
      .references(() => staff.id),
    startedAt: instant().notNull(),
    lastSeenAt: instant().notNull(),
    expiresAt: instant().notNull(),
    endedAt: instant(),
  },
  t => [
    index('sessions_staff')
      .on(t.staffId)
      .where(sql`ended_at is null`),
  ],
)
