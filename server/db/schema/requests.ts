import { index, pgTable, smallint, text, uuid } from 'drizzle-orm/pg-core'
import { instant, sealed } from './columns.ts'
import { staff } from './staff.ts'

/** Answers already given, by the request id the phone made: a repeat gets the first answer again. */
export const requests = pgTable(
  'requests',
  {
    id: uuid().primaryKey(),
    staffId: uuid()
      .notNull()
      .references(() => staff.id),
    route: text().notNull(),
    /** Keyed hash of what was sent, so that another change under the same id is noticed. */
    bodyHash: text(),
    status: smallint(),
    bodySealed: sealed(),
    at: instant().notNull(),
    /** Until when a repeat gets this answer; null: as long as it is kept. Answers with a clear value are kept for minutes. */
    replayUntil: instant(),
  },
  t => [index('requests_age').on(t.at)],
)
