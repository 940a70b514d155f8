import { index, integer, jsonb, pgTable, text, uuid } from 'drizzle-orm/pg-core'
import type { HandOverNote, OpenItems } from '../../../contract/duty.ts'
import type { NudgeKind } from '../../../contract/nudges.ts'
import type { Role } from '../../../contract/staff.ts'
import { instant, rowId } from './columns.ts'
import { staff } from './staff.ts'
import { units } from './units.ts'

/** Who is on duty for a unit and all below it, and when. */
export const shifts = pgTable(
  'shifts',
  {
    id: rowId(),
    staffId: uuid()
      .notNull()
      .references(() => staff.id),
    unitId: uuid()
      .notNull()
      .references(() => units.id),
    role: text().$type<Role>().notNull(),
    startsAt: instant().notNull(),
    endsAt: instant().notNull(),
    setBy: uuid(),
    setAt: instant().notNull(),
    removedAt: instant(),
  },
  t => [index('shifts_unit').on(t.unitId, t.endsAt), index('shifts_staff').on(t.staffId, t.endsAt)],
)

export const handOvers = pgTable(
  'hand_overs',
  {
    id: rowId(),
    fromStaffId: uuid()
      .notNull()
      .references(() => staff.id),
    toStaffId: uuid()
      .notNull()
      .references(() => staff.id),
    unitId: uuid()
      .notNull()
      .references(() => units.id),
    role: text().$type<Role>().notNull(),
    at: instant().notNull(),
    notes: text().array().$type<HandOverNote[]>().notNull(),
    open: jsonb().$type<OpenItems>().notNull(),
  },
  t => [index('hand_overs_unit').on(t.unitId, t.at)],
)

/** What was said to whom because something was overdue. */
export const nudges = pgTable(
  'nudges',
  {
    id: rowId(),
    kind: text().$type<NudgeKind>().notNull(),
    unitId: uuid()
      .notNull()
      .references(() => units.id),
    /** Only with `urgent`: the list that came. */
    batchId: uuid(),
    at: instant().notNull(),
    /** Null: by itself. */
    sentBy: uuid(),
    staffIds: uuid().array().notNull(),
    count: integer().notNull(),
    answeredBy: uuid(),
    answeredAt: instant(),
  },
  t => [index('nudges_unit').on(t.unitId, t.kind, t.at)],
)
