import { index, pgTable, text, uuid } from 'drizzle-orm/pg-core'
import type { DataIssueKind } from '../../../contract/data-issues.ts'
import { instant, rowId, sealed } from './columns.ts'
import { staff } from './staff.ts'
import { tasks } from './tasks.ts'

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
