import { sql } from 'drizzle-orm'
import { index, pgTable, text, uuid } from 'drizzle-orm/pg-core'
import { instant } from './columns.ts'
import { staff } from './staff.ts'

/** Log-ins that came back with a state of ours: each state once, in whichever process. */
export const usedLogins = pgTable('used_logins', { id: text().primaryKey(), at: instant().notNull() })

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
