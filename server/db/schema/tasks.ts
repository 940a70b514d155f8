import { sql } from 'drizzle-orm'
import {
  bigint,
  boolean,
  date,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  smallint,
  text,
  unique,
  uuid,
} from 'drizzle-orm/pg-core'
import type { BatchStatus } from '../../../contract/batches.ts'
import type { MismatchKind } from '../../../contract/call-attempts.ts'
import type { Outcome } from '../../../contract/report-fields.ts'
import type { ReportState } from '../../../contract/reports.ts'
import type { RuleSetting } from '../../../contract/rules.ts'
import type { ExemptReason, TaskStatus } from '../../../contract/tasks.ts'
import { instant, rowId, sealed } from './columns.ts'
import { staff, units } from './units.ts'

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
    tailHash: text().notNull(),
    /** Keyed hashes of the number and its alternatives, for lab results and searching. */
    phoneHashes: text().array().notNull(),
    /** Masked values for list and detail (`TaskCard`), sealed as one. */
    cardSealed: sealed().notNull(),
    /** The clear facts of the list row (`TaskFacts`): address, origin, arrival, remark. */
    factsSealed: sealed().notNull(),
    arrivedAt: instant(),
    urgent: boolean().notNull().default(false),
    deadlineAt: instant(),
    /** Where it stands on the list: urgent batches first, then by deadline. Kept by the use cases. */
    rank: smallint().notNull().default(1),
    dueAt: instant().notNull(),
    testsHave: smallint().notNull().default(0),
    testsNeed: smallint().notNull(),
    attemptCount: integer().notNull().default(0),
    lastOutcome: text().$type<Outcome>(),
    lastAttemptAt: instant(),
    nextCallAt: instant(),
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
    index('tasks_phone').using('gin', t.phoneHashes),
    index('tasks_tail').on(t.tailHash),
    index('tasks_batch').on(t.batchId),
  ],
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
    idTailHash: text(),
    idNote: text(),
  },
  t => [index('subjects_task').on(t.taskId), index('subjects_id').on(t.idHash)],
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
  },
  t => [index('call_attempts_task').on(t.taskId, t.startedAt), index('call_attempts_staff').on(t.staffId, t.startedAt)],
)

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

/** Rows of the lab feed. People are kept as keyed hashes only: nothing here needs a number in clear. */
export const testResults = pgTable(
  'test_results',
  {
    id: text().primaryKey(),
    phoneHash: text(),
    idHash: text(),
    sampledAt: instant().notNull(),
    resultAt: instant(),
    result: text().$type<'negative' | 'positive' | 'pending' | 'void'>().notNull(),
    site: text(),
    source: text().notNull(),
    receivedAt: instant().notNull(),
  },
  t => [index('test_results_phone').on(t.phoneHash), index('test_results_id').on(t.idHash)],
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
