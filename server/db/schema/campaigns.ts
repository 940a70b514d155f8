import { jsonb, pgTable, text, uuid } from 'drizzle-orm/pg-core'
import { instant } from './columns.ts'

/** Campaigns that were ended: what was removed then, and the certificate of it once the keys were gone. */
export const campaigns = pgTable('campaigns', {
  id: uuid().primaryKey(),
  counts: jsonb().$type<Record<string, number>>().notNull(),
  /** Keys whose values were removed: their ids and fingerprints, never the keys. */
  keys: jsonb().$type<{ id: string; fingerprint: string }[]>().notNull(),
  endedAt: instant().notNull(),
  /** SHA-256 of the certificate; null until the keys were destroyed. */
  certificateHash: text(),
})
