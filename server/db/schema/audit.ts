import { index, integer, pgTable, text, unique, uuid } from 'drizzle-orm/pg-core'
import { instant } from './columns.ts'

/** Who did what to whose data. One hash chain per community: each entry holds the hash of the one before. */
export const auditEntries = pgTable(
  'audit_entries',
  {
    chain: uuid().notNull(),
    position: integer().notNull(),
    at: instant().notNull(),
    staffId: uuid().notNull(),
    action: text().notNull(),
    taskId: uuid(),
    /** Keyed hash of the number concerned: the subject's own list can be made, the number cannot be read. */
    phoneHash: text(),
    field: text(),
    reason: text(),
    previousHash: text().notNull(),
    hash: text().notNull(),
  },
  t => [
    unique('audit_entries_position').on(t.chain, t.position),
    index('audit_entries_staff').on(t.staffId, t.at),
    index('audit_entries_at').on(t.at),
    index('audit_entries_task').on(t.taskId),
    index('audit_entries_phone').on(t.phoneHash),
  ],
)

/**
 * The newest entry of each chain, written with it: what is cut off at the end shows here. The seal is a keyed hash made
 * now and then by the server, so that nobody who holds the database alone can write another past.
 */
export const auditHeads = pgTable('audit_heads', {
  chain: uuid().primaryKey(),
  position: integer().notNull(),
  hash: text().notNull(),
  sealedPosition: integer(),
  sealedHash: text(),
  seal: text(),
})
