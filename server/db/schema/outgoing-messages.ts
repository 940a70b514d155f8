import { sql } from 'drizzle-orm'
import { index, integer, pgTable, text, uuid } from 'drizzle-orm/pg-core'
import type { PostState } from '../../../contract/reports.ts'
import { instant, rowId, sealed } from './columns.ts'
import { groups } from './groups.ts'

/** What a member sent to groups within a few minutes. One row a member, so that whatever many do at once is counted. */
export const messageBudgets = pgTable('message_budgets', {
  staffId: uuid().primaryKey(),
  since: instant().notNull(),
  spent: integer().notNull(),
})

/** Posts to groups wait here until WeCom has taken them. */
export const outgoingMessages = pgTable(
  'outgoing_messages',
  {
    id: rowId(),
    groupId: uuid()
      .notNull()
      .references(() => groups.id, { onDelete: 'cascade' }),
    reportId: uuid(),
    contentSealed: sealed().notNull(),
    mentions: text().array().notNull(),
    state: text().$type<Exclude<PostState, 'no_group'>>().notNull().default('queued'),
    attempts: integer().notNull().default(0),
    nextTryAt: instant().notNull(),
    /** Who takes a message gets the next number; only the holder of the newest may say what became of it. */
    fence: integer().notNull().default(0),
    /** While it is being sent: until when its sender is taken to be alive, by the database's clock. */
    leaseUntil: instant(),
    problem: text(),
    queuedAt: instant().notNull(),
    sentAt: instant(),
  },
  t => [
    index('outgoing_messages_due')
      .on(t.nextTryAt)
      .where(sql`state in ('queued', 'sending')`),
    index('outgoing_messages_line')
      .on(t.groupId, t.queuedAt, t.id)
      .where(sql`state in ('queued', 'sending')`),
    index('outgoing_messages_report').on(t.reportId),
  ],
)
