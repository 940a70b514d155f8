import { sql } from 'drizzle-orm'
import { bigint, index, integer, jsonb, pgTable, smallint, text, unique, uuid } from 'drizzle-orm/pg-core'
import type { PostState } from '../../../contract/reports.ts'
import type { EventKind } from '../../../contract/stream.ts'
import { instant, rowId, sealed, xid8 } from './columns.ts'
import { groups, staff } from './units.ts'

/**
 * Everything that happens to a task, append-only. `xid` is the writing transaction: numbers from a sequence become
 * visible out of order, so readers resume by transaction id and never miss a row that was committed late.
 */
export const events = pgTable(
  'events',
  {
    seq: bigint({ mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
    xid: xid8()
      .notNull()
      .default(sql`pg_current_xact_id()`),
    kind: text().$type<EventKind>().notNull(),
    at: instant().notNull(),
    taskId: uuid(),
    taskVersion: integer(),
    batchId: uuid(),
    unitId: uuid(),
    staffId: uuid(),
    /** Codes and counts; never personal data. */
    data: jsonb().$type<Record<string, string | number | boolean | null>>().notNull().default({}),
  },
  t => [
    index('events_resume').on(t.xid),
    index('events_task').on(t.taskId, t.seq),
    index('events_unit').on(t.unitId, t.at),
    index('events_staff').on(t.staffId, t.at),
  ],
)

/** Answers already given, by the request id the phone made: a repeat gets the first answer again. */
export const requests = pgTable(
  'requests',
  {
    id: uuid().primaryKey(),
    staffId: uuid()
      .notNull()
      .references(() => staff.id),
    route: text().notNull(),
    status: smallint(),
    bodySealed: sealed(),
    at: instant().notNull(),
    /** Until when a repeat gets this answer; null: as long as it is kept. Answers with a clear value are kept for minutes. */
    replayUntil: instant(),
  },
  t => [index('requests_age').on(t.at)],
)

/** Posts to groups wait here until WeCom has taken them. */
export const outgoingMessages = pgTable(
  'outgoing_messages',
  {
    id: rowId(),
    groupId: uuid()
      .notNull()
      .references(() => groups.id, { onDelete: 'cascade' }),
    reportId: uuid(),
    contentSealed: sealed().notNull(),
    mentions: text().array().notNull(),
    state: text().$type<Exclude<PostState, 'no_group'>>().notNull().default('queued'),
    attempts: integer().notNull().default(0),
    nextTryAt: instant().notNull(),
    problem: text(),
    queuedAt: instant().notNull(),
    sentAt: instant(),
  },
  t => [
    index('outgoing_messages_due')
      .on(t.nextTryAt)
      .where(sql`state in ('queued', 'sending')`),
    index('outgoing_messages_report').on(t.reportId),
  ],
)

export const wecomCredentials = pgTable('wecom_credentials', {
  kind: text().primaryKey(),
  valueSealed: sealed(),
  expiresAt: instant(),
})

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
