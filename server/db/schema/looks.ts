import { index, integer, pgTable, primaryKey, smallint, text, uuid } from 'drizzle-orm/pg-core'
import { instant } from './columns.ts'
import { staff } from './staff.ts'

/** What a member has spent of an hour's budget of looks. One row a member, so that whatever many do at once is counted. */
export const lookBudgets = pgTable('look_budgets', {
  staffId: uuid()
    .primaryKey()
    .references(() => staff.id),
  /** When the hour began: with the first look after the one before was over. */
  since: instant().notNull(),
  spent: integer().notNull(),
})

/**
 * Values a member had compared, as keyed hashes that are bound to that member: how many of one mask is counted, what they
 * were cannot be told, nor whether two members tried the same.
 */
export const lookGuesses = pgTable(
  'look_guesses',
  {
    about: text().notNull(),
    value: text().notNull(),
    at: instant().notNull(),
  },
  t => [primaryKey({ columns: [t.about, t.value] }), index('look_guesses_age').on(t.at)],
)

/** The limits as the lead of the whole tree set them, in one row; none: the defaults. */
export const lookLimits = pgTable('look_limits', {
  id: smallint().primaryKey(),
  peopleAPaste: integer().notNull(),
  peopleAnHour: integer().notNull(),
  setBy: uuid().references(() => staff.id),
  setAt: instant().notNull(),
})
