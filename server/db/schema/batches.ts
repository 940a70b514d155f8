import { boolean, index, integer, jsonb, pgTable, primaryKey, smallint, text, uuid } from 'drizzle-orm/pg-core'
import type { BatchStatus } from '../../../contract/batches.ts'
import type { RuleSetting } from '../../../contract/rules.ts'
import { instant, rowId, sealed } from './columns.ts'

export const batches = pgTable(
  'batches',
  {
    id: rowId(),
    name: text().notNull(),
    source: text().notNull(),
    fileName: text().notNull(),
    /** SHA-256 of the file: the same file twice is recognised by content. */
    contentHash: text().notNull(),
    status: text().$type<BatchStatus>().notNull().default('open'),
    receivedAt: instant().notNull(),
    deadlineAt: instant(),
    urgent: boolean().notNull().default(false),
    ruleName: text().notNull(),
    rule: jsonb().$type<RuleSetting>().notNull(),
    /** The sender's sheets and header mapping, for the export in the sender's own column order. */
    layout: jsonb().notNull(),
    rows: integer().notNull(),
    newRows: integer().notNull(),
    linkedRows: integer().notNull(),
    mergedRows: integer().notNull(),
    rejectedRows: integer().notNull(),
    importedBy: uuid(),
    closedAt: instant(),
    /** When the personal data of its residents was removed. */
    purgedAt: instant(),
  },
  t => [index('batches_content').on(t.contentHash)],
)

/** Every row of the file, so that nothing is dropped and the list can be written back in its own order. */
export const batchRows = pgTable(
  'batch_rows',
  {
    batchId: uuid()
      .notNull()
      .references(() => batches.id, { onDelete: 'cascade' }),
    sheet: smallint().notNull(),
    row: integer().notNull(),
    account: text().$type<'new' | 'linked' | 'merged' | 'rejected'>().notNull(),
    taskId: uuid(),
    column: text(),
    reason: text(),
    cellsSealed: sealed().notNull(),
  },
  t => [primaryKey({ columns: [t.batchId, t.sheet, t.row] })],
)

/** What a person said a sender's column is; remembered, so that the next list of that sender asks nothing. */
export const senderColumns = pgTable(
  'sender_columns',
  {
    source: text().notNull(),
    header: text().notNull(),
    field: text().notNull(),
    decidedBy: uuid(),
    decidedAt: instant().notNull(),
  },
  t => [primaryKey({ columns: [t.source, t.header] })],
)
