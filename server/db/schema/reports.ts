import { sql } from 'drizzle-orm'
import { index, pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core'
import type { ReportState } from '../../../contract/reports.ts'
import { instant, rowId, sealed } from './columns.ts'
import { staff } from './staff.ts'
import { tasks } from './tasks.ts'

export const reports = pgTable(
  'reports',
  {
    id: rowId(),
    taskId: uuid()
      .notNull()
      .references(() => tasks.id, { onDelete: 'cascade' }),
    unitId: uuid().notNull(),
    staffId: uuid()
      .notNull()
      .references(() => staff.id),
    callAttemptId: uuid(),
    state: text().$type<ReportState>().notNull().default('posted'),
    fieldsSealed: sealed().notNull(),
    lineSealed: sealed().notNull(),
    postedAt: instant().notNull(),
    /** When the unit's recorders were told that it waits; once. */
    nudgedAt: instant(),
  },
  t => [
    index('reports_waiting')
      .on(t.unitId, t.postedAt, t.id)
      .where(sql`state = 'posted'`),
    index('reports_task').on(t.taskId),
  ],
)

/** What a member typed and has not sent. */
export const drafts = pgTable(
  'drafts',
  {
    staffId: uuid()
      .notNull()
      .references(() => staff.id),
    taskId: uuid()
      .notNull()
      .references(() => tasks.id, { onDelete: 'cascade' }),
    fieldsSealed: sealed().notNull(),
    savedAt: instant().notNull(),
  },
  t => [primaryKey({ columns: [t.staffId, t.taskId] })],
)
