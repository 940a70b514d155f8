import { index, jsonb, pgTable, uuid } from 'drizzle-orm/pg-core'
import { instant, rowId, sealed } from './columns.ts'
import { staff } from './staff.ts'
import { tasks } from './tasks.ts'

export const records = pgTable(
  'records',
  {
    id: rowId(),
    taskId: uuid()
      .notNull()
      .references(() => tasks.id, { onDelete: 'cascade' }),
    reportId: uuid(),
    staffId: uuid()
      .notNull()
      .references(() => staff.id),
    fieldsSealed: sealed().notNull(),
    recordedAt: instant().notNull(),
    undoneAt: instant(),
    undoneBy: uuid(),
    /** The record that took its place, and speaks instead. */
    supersededBy: uuid(),
    supersededAt: instant(),
    /** Why an earlier record was corrected; free text of a person. */
    reasonSealed: sealed(),
    /** The task's state before, so that an undo puts it back. */
    before: jsonb().notNull(),
  },
  t => [index('records_task').on(t.taskId), index('records_staff').on(t.staffId, t.recordedAt)],
)
