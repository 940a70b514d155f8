import { index, pgTable, text, uuid } from 'drizzle-orm/pg-core'
import type { WaitingKind } from '../../../contract/outbox.ts'
import type { ErrorCode } from '../../../contract/errors.ts'
import { instant, sealed } from './columns.ts'
import { staff } from './staff.ts'

/** Keys phones seal with what cannot be sent yet; old ones open what still waits. */
export const outboxKeys = pgTable('outbox_keys', {
  id: text().primaryKey(),
  publicKey: text().notNull(),
  privateSealed: sealed().notNull(),
  madeAt: instant().notNull(),
})

/** What became of changes that had waited on a phone, by their request id; for a day or two, for who made them. */
export const lateChanges = pgTable(
  'late_changes',
  {
    id: uuid().primaryKey(),
    staffId: uuid()
      .notNull()
      .references(() => staff.id),
    kind: text().$type<WaitingKind>().notNull(),
    /** When the member did it. */
    at: instant().notNull(),
    arrivedAt: instant().notNull(),
    /** Why it could not be applied; null: it was. */
    refusal: text().$type<ErrorCode>(),
    /** What it was, and with a refusal all of it and what the server said. */
    contentSealed: sealed().notNull(),
  },
  t => [index('late_changes_staff').on(t.staffId, t.arrivedAt)],
)
