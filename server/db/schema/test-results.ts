import { index, pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core'
import type { TestResultCode } from '../../../contract/test-results.ts'
import { instant } from './columns.ts'
import { staff } from './staff.ts'
import { subjects, tasks } from './tasks.ts'

/** Rows of the lab feed. People are kept as keyed hashes only: nothing here needs a number in clear. */
export const testResults = pgTable(
  'test_results',
  {
    id: text().primaryKey(),
    phoneHash: text(),
    idHash: text(),
    sampledAt: instant().notNull(),
    resultAt: instant(),
    result: text().$type<TestResultCode>().notNull(),
    site: text(),
    source: text().notNull(),
    receivedAt: instant().notNull(),
  },
  t => [
    index('test_results_phone').on(t.phoneHash),
    index('test_results_id').on(t.idHash),
    index('test_results_received').on(t.receivedAt),
  ],
)

/** Whose a sample of a shared number is, as somebody who asked them says; `subjectId` null: nobody's here. */
export const sampleAssignments = pgTable(
  'sample_assignments',
  {
    taskId: uuid()
      .notNull()
      .references(() => tasks.id, { onDelete: 'cascade' }),
    sampleId: text().notNull(),
    subjectId: uuid().references(() => subjects.id, { onDelete: 'cascade' }),
    staffId: uuid()
      .notNull()
      .references(() => staff.id),
    at: instant().notNull(),
  },
  t => [primaryKey({ columns: [t.taskId, t.sampleId] }), index('sample_assignments_sample').on(t.sampleId)],
)
