import { integer, pgTable, uuid } from 'drizzle-orm/pg-core'
import { instant } from './columns.ts'

/** The server processes on this database; each writes its row every few seconds, by the database's clock. */
export const processes = pgTable('processes', {
  id: uuid().primaryKey(),
  startedAt: instant().notNull(),
  beatAt: instant().notNull(),
  /** Connections it may open, so that the next one knows what is left. */
  connections: integer().notNull(),
})
