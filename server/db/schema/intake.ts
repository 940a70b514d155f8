import { index, jsonb, pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core'
import type { AlertKind } from '../../../contract/alerts.ts'
import type { DataIssueKind } from '../../../contract/data-issues.ts'
import { instant, rowId, sealed } from './columns.ts'
import { tasks } from './tasks.ts'
import { staff } from './units.ts'

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

/** Vaccinations and grid registrations from other systems, one row a statement; sources that differ stand side by side. */
export const sourceFacts = pgTable(
  'source_facts',
  {
    /** Feed and the feed's own row id. */
    id: text().primaryKey(),
    kind: text().$type<'vaccination' | 'registration'>().notNull(),
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
  answer: jsonb().notNull(),
  at: instant().notNull(),
})

/** What a lead must look at, one row a kind of `contract/alerts.ts`. */
export const alerts = pgTable(
  'alerts',
  {
    id: rowId(),
    kind: text().$type<AlertKind>().notNull(),
    unitId: uuid().notNull(),
    taskId: uuid(),
    staffId: uuid(),
    at: instant().notNull(),
    seenAt: instant(),
    seenBy: uuid(),
  },
  t => [index('alerts_unit').on(t.unitId, t.at)],
)

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

/** What callers found wrong in the data of a list, until whoever sent it was told. */
export const dataIssues = pgTable(
  'data_issues',
  {
    id: rowId(),
    taskId: uuid()
      .notNull()
      .references(() => tasks.id, { onDelete: 'cascade' }),
    kind: text().$type<DataIssueKind>().notNull(),
    /** Who gave the wrong value, as the card names it. */
    source: text().notNull(),
    /** Free text of a person, names and numbers hidden. */
    noteSealed: sealed(),
    staffId: uuid()
      .notNull()
      .references(() => staff.id),
    at: instant().notNull(),
    passedOnAt: instant(),
    passedOnBy: uuid(),
  },
  t => [index('data_issues_task').on(t.taskId)],
)
