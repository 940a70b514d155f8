import { pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core'
import { instant } from './columns.ts'

/** Chat messages that were recorded, by keyed hash, so that the same message pasted twice changes nothing. */
export const readMessages = pgTable(
  'read_messages',
  {
    fingerprint: text().notNull(),
    taskId: uuid().notNull(),
    recordId: uuid(),
    staffId: uuid().notNull(),
    at: instant().notNull(),
  },
  t => [primaryKey({ columns: [t.fingerprint, t.taskId] })],
)
