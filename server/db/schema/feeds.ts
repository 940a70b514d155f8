import { index, jsonb, pgTable, text } from 'drizzle-orm/pg-core'
import type { SourceFactKind } from '../../../contract/source-facts.ts'
import { instant, sealed } from './columns.ts'

/** Vaccinations and grid registrations from other systems, one row a statement; sources that differ stand side by side. */
export const sourceFacts = pgTable(
  'source_facts',
  {
    /** Feed and the feed's own row id. */
    id: text().primaryKey(),
    kind: text().$type<SourceFactKind>().notNull(),
    phoneHash: text(),
    idHash: text(),
    valueSealed: sealed().notNull(),
    at: instant(),
    source: text().notNull(),
    receivedAt: instant().notNull(),
  },
  t => [index('source_facts_phone').on(t.phoneHash), index('source_facts_id').on(t.idHash)],
)

/** Deliveries of a feed already taken, by the sender's delivery id, with the answer given. */
export const feedDeliveries = pgTable('feed_deliveries', {
  id: text().primaryKey(),
  /** Keyed hash of what was delivered; null: taken before it was kept. */
  bodyHash: text(),
  answer: jsonb().notNull(),
  at: instant().notNull(),
})
