import { pgTable, text } from 'drizzle-orm/pg-core'
import { instant } from './columns.ts'

/** What tells whether a key is the one this database was written with. One row for each key that sealed something. */
export const keyChecks = pgTable('key_checks', {
  keyId: text().primaryKey(),
  /** A known text under this key. Plain text for a rotation, which leaves it alone. */
  checkSealed: text().notNull(),
  /** The known text under the look-up key. */
  checkHash: text().notNull(),
  madeAt: instant().notNull(),
})
