import { boolean, date, index, jsonb, pgTable, text, uuid } from 'drizzle-orm/pg-core'
import type { MismatchKind } from '../../../contract/call-attempts.ts'
import type { BeforeWork } from '../../../domain/tasks/status.ts'
import type { Outcome } from '../../../contract/report-fields.ts'
import { instant, rowId } from './columns.ts'
import { staff } from './staff.ts'
import { tasks } from './tasks.ts'

export const callAttempts = pgTable(
  'call_attempts',
  {
    id: rowId(),
    taskId: uuid()
      .notNull()
      .references(() => tasks.id, { onDelete: 'cascade' }),
    staffId: uuid()
      .notNull()
      .references(() => staff.id),
    startedAt: instant().notNull(),
    endedAt: instant(),
    outcome: text().$type<Outcome>(),
    mismatchKind: text().$type<MismatchKind>(),
    callBackAt: instant(),
    /** Whoever was reached says a test was done which the lab has not, and on which day. */
    saysTested: boolean().notNull().default(false),
    saysTestedOn: date({ mode: 'string' }),
    /** The task's state before it ended, and the version its end made, so that an undo puts it back. */
    before: jsonb().$type<BeforeWork & { version: number }>(),
  },
  t => [index('call_attempts_task').on(t.taskId, t.startedAt), index('call_attempts_staff').on(t.staffId, t.startedAt)],
)
