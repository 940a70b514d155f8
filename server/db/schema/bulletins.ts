import { index, jsonb, pgTable, smallint, uuid } from 'drizzle-orm/pg-core'
import type { BulletinCounts } from '../../../domain/bulletins/write-bulletin.ts'
import { instant, rowId } from './columns.ts'
import { units } from './units.ts'

/** Bulletins that went out, with what they counted. */
export const bulletins = pgTable(
  'bulletins',
  {
    id: rowId(),
    unitId: uuid()
      .notNull()
      .references(() => units.id),
    at: instant().notNull(),
    /** Null: it went out by itself. */
    sentBy: uuid(),
    counts: jsonb().$type<BulletinCounts>().notNull(),
  },
  t => [index('bulletins_unit').on(t.unitId, t.at)],
)

/** Bulletins that go out by themselves. */
export const bulletinPlans = pgTable('bulletin_plans', {
  unitId: uuid()
    .primaryKey()
    .references(() => units.id),
  everyMinutes: smallint().$type<30 | 60>().notNull(),
  fromMinute: smallint().notNull(),
  untilMinute: smallint().notNull(),
  setBy: uuid(),
  setAt: instant().notNull(),
  /** The newest time that was taken care of, whether something went out or not. */
  lastSlotAt: instant(),
})
