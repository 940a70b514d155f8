import { pgTable, text } from 'drizzle-orm/pg-core'
import { instant } from './columns.ts'

/** Changes of kept values that SQL cannot make, since they need the keys; each is done once, before anybody reads. */
export const dataSteps = pgTable('data_steps', {
  name: text().primaryKey(),
  doneAt: instant().notNull(),
})
