import { pgTable, text } from 'drizzle-orm/pg-core'
import { instant, sealed } from './columns.ts'

export const wecomCredentials = pgTable('wecom_credentials', {
  kind: text().primaryKey(),
  valueSealed: sealed(),
  expiresAt: instant(),
})
