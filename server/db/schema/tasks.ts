import { bigint, boolean, index, integer, pgTable, primaryKey, smallint, text, unique, uuid } from 'drizzle-orm/pg-core'
import type { Outcome } from '../../../contract/report-fields.ts'
import type { ExemptReason, TaskStatus } from '../../../contract/tasks.ts'
import { instant, rowId, sealed } from './columns.ts'
import { batches } from './batches.ts'
import { units } from './units.ts'

/** One phone number in one batch. The row is the latest state; how it got there stands in `events`. */
export const tasks = pgTable(
  'tasks',
  {
    id: rowId(),
    serial: bigint({ mode: 'number' }).generatedByDefaultAsIdentity(),
    code: text().notNull(),
    version: integer().notNull().default(1),
    batchId: uuid()
      .notNull()
      .references(() => batches.id),
    unitId: uuid()
      .notNull()
      .references(() => units.id),
    status: text().$type<TaskStatus>().notNull().default('to_call'),
    phoneSealed: sealed().notNull(),
    phoneHash: text().notNull(),
    /** For a member's questions, bound to the community (`privacy/lookups.ts`): the last four digits; the number, then its alternatives. */
    tailHash: text().notNull(),
    lookups: text().array().notNull().default([]),
    /** For the system's own, the same in every community: lab results and earlier lists. No member's question reaches it. */
    phoneHashes: text().array().notNull(),
    /** Masked values for list and detail (`TaskCard`), sealed as one. */
    cardSealed: sealed().notNull(),
    /** The clear facts of the list row (`TaskFacts`): address, origin, arrival, remark. */
    factsSealed: sealed().notNull(),
    arrivedAt: instant(),
    urgent: boolean().notNull().default(false),
    deadlineAt: instant(),
    /** Where it stands in the queue (`domain/tasks/queue.ts`), then by deadline. Kept by the moves of a task. */
    rank: smallint().notNull().default(3),
    dueAt: instant().notNull(),
    testsHave: smallint().notNull().default(0),
    testsNeed: smallint().notNull(),
    attemptCount: integer().notNull().default(0),
    lastOutcome: text().$type<Outcome>(),
    lastAttemptAt: instant(),
    nextCallAt: instant(),
    /** When the number was last handed out to be rung; `lastAttemptAt` is when a call ended. */
    rungAt: instant(),
    leaseStaffId: uuid(),
    leaseUntil: instant(),
    calledAt: instant(),
    reportedAt: instant(),
    recordedAt: instant(),
    matchedAt: instant(),
    matchedBy: text().array(),
    positiveAt: instant(),
    exempt: text().$type<ExemptReason>(),
    closedAt: instant(),
    closedReason: text(),
    linkedTaskId: uuid(),
    createdAt: instant().notNull(),
  },
  t => [
    unique('tasks_one_per_number').on(t.batchId, t.phoneHash),
    // Not unique: codes repeat after 2^20 tasks; a look-up takes the newest.
    index('tasks_code').on(t.code, t.serial),
    index('tasks_counts').on(t.unitId, t.batchId, t.status, t.nextCallAt),
    index('tasks_list').on(t.unitId, t.status, t.rank, t.dueAt, t.id),
    // All that the city knows of one number (`tasks/number-memory.ts`).
    index('tasks_number').on(t.phoneHash),
    index('tasks_phone').using('gin', t.phoneHashes),
    index('tasks_lookups').using('gin', t.lookups),
    index('tasks_tail').on(t.tailHash),
    index('tasks_batch').on(t.batchId),
  ],
)

/** The tasks a member took last, of which those still held count: one row a member. */
export const heldTasks = pgTable('held_tasks', {
  staffId: uuid().primaryKey(),
  taskIds: uuid().array().notNull(),
})

/** What a member left for later, and when: offered to them last for the rest of the shift. */
export const skippedTasks = pgTable(
  'skipped_tasks',
  {
    staffId: uuid().notNull(),
    taskId: uuid()
      .notNull()
      .references(() => tasks.id, { onDelete: 'cascade' }),
    at: instant().notNull(),
  },
  t => [primaryKey({ columns: [t.staffId, t.taskId] })],
)

/** The person(s) behind the number of a task. */
export const subjects = pgTable(
  'subjects',
  {
    id: rowId(),
    taskId: uuid()
      .notNull()
      .references(() => tasks.id, { onDelete: 'cascade' }),
    position: smallint().notNull(),
    nameSealed: sealed(),
    idNumberSealed: sealed(),
    idHash: text(),
    idNote: text(),
  },
  t => [index('subjects_task').on(t.taskId), index('subjects_id').on(t.idHash)],
)
