import { sql } from 'drizzle-orm'
import { bigint, index, integer, jsonb, pgTable, text, uuid } from 'drizzle-orm/pg-core'
import type { EventKind } from '../../../contract/stream.ts'
import { instant, xid8 } from './columns.ts'

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
