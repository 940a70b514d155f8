import { index, integer, jsonb, pgTable, text, unique, uuid } from 'drizzle-orm/pg-core'
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
    /** Keyed hash over place, the entry before and this one: who holds the database alone cannot write a chain anew. */
    seal: text(),
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
 * The newest entry of each chain, written with it: what is cut off at the end shows here. The seal is a keyed hash over the
 * head; `sealedPosition` is the last one that left the database. Entries up to `basePosition` were removed when their time was over.
 */
export const auditHeads = pgTable('audit_heads', {
  chain: uuid().primaryKey(),
  position: integer().notNull(),
  hash: text().notNull(),
  sealedPosition: integer(),
  sealedHash: text(),
  seal: text(),
  basePosition: integer().notNull().default(0),
  baseHash: text(),
  baseAt: instant(),
  baseSeal: text(),
})

/** Heads of all chains as their digest was posted to a group, one row a day. Who has the digest can tell another past from this one. */
export const auditPosts = pgTable('audit_posts', {
  day: text().primaryKey(),
  digest: text().notNull(),
  heads: jsonb().$type<{ chain: string; position: number; hash: string }[]>().notNull(),
  at: instant().notNull(),
})
