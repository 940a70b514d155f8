import { sql } from 'drizzle-orm'
import type { Outcome } from '../../contract/report-fields.ts'
import type { RuleSetting } from '../../contract/rules.ts'
import { taskCodeOf } from '../../domain/tasks/task-code.ts'
import { tailOf } from '../../domain/person/mask.ts'
import type { Work } from '../act.ts'
import { only, rowsOf, type Db } from '../db/db.ts'
import { inTurns } from '../db/in-turns.ts'
import { insertMany, insertTogether, rowsFor } from '../db/insert-many.ts'
import { batches, batchRows, events, subjects, tasks } from '../db/schema/index.ts'
import { appendEvents } from '../journal/append-event.ts'
import { sealJson, type Sealer } from '../privacy/sealer.ts'
import { newRank } from '../../domain/tasks/queue.ts'
import { makeTaskCard, type SubjectFacts, type TaskFacts } from '../tasks/task-card.ts'
import { HOUR_MS } from '../../domain/time/lengths.ts'

/** A person behind a number. An ID number whose digits a sheet has lost is shown, but nobody is found by it. */
interface NewSubject extends SubjectFacts {
  idTellsWho?: boolean
}

/** One number of a list, ready to be written. */
export interface NewTask {
  phone: string
  /** Other valid numbers of the same row, normalised. */
  alternatives: readonly string[]
  unitId: string
  subjects: readonly NewSubject[]
  facts: TaskFacts
  arrivedAt: Date | null
  linkedTaskId: string | null
  deadlineAt?: Date | null
  /** How the last call on this number ended, carried over from an earlier list. */
  lastOutcome?: Outcome | null
  lastAttemptAt?: Date | null
}

export interface NewBatchRow {
  sheet: number
  row: number
  account: 'new' | 'linked' | 'merged' | 'rejected'
  /** Index into the batch's tasks; null for a rejected row. */
  task: number | null
  column: string | null
  reason: string | null
  cells: readonly unknown[]
}

export interface NewBatch {
  name: string
  source: string
  fileName: string
  contentHash: string
  receivedAt: Date
  deadlineAt: Date | null
  urgent: boolean
  ruleName: string
  rule: RuleSetting
  layout: unknown
  counts: { rows: number; new: number; linked: number; merged: number; rejected: number }
  importedBy: string | null
  tasks: readonly NewTask[]
  rows: readonly NewBatchRow[]
}

/** A batch without a deadline stands on the list as if it were due a day after it came. */
const UNDATED_HOURS = 24

/** Writes a whole list in the caller's transaction: batch, tasks with their codes, people, every row, and the events. */
export async function writeBatch(
  work: Pick<Work, 'db' | 'sealer'>,
  batch: NewBatch,
): Promise<{ batchId: string; taskIds: string[] }> {
  const { db, sealer } = work
  const { counts, tasks: newTasks, rows, ...own } = batch
  const { id: batchId } = only(
    await db
      .insert(batches)
      .values({
        ...own,
        rows: counts.rows,
        newRows: counts.new,
        linkedRows: counts.linked,
        mergedRows: counts.merged,
        rejectedRows: counts.rejected,
      })
      .returning({ id: batches.id }),
  )
  const happened = { at: batch.receivedAt, batchId, ...(batch.importedBy ? { staffId: batch.importedBy } : {}) }
  const serials = await takeSerials(db, newTasks.length)
  const taskIds = newTasks.map(() => crypto.randomUUID())
  const placed = newTasks.map((task, i) => ({ task, id: taskIds[i] ?? '', serial: serials[i] ?? 0 }))
  await inTurns(
    placed,
    turn => [
      rowsFor(
        tasks,
        turn.map(one => taskRow(sealer, batch, batchId, one)),
      ),
      rowsFor(
        subjects,
        turn.flatMap(({ id, task }) => subjectRows(sealer, id, task.subjects)),
      ),
      rowsFor(
        events,
        turn.map(({ id, task }) => ({ ...happened, ...CREATED, taskId: id, unitId: task.unitId })),
      ),
    ],
    made => insertTogether(db, ...made),
  )
  await inTurns(
    rows,
    turn => turn.map(row => toBatchRow(sealer, batchId, row, taskIds)),
    made => insertMany(db, batchRows, made),
  )
  const unitIds = [...new Set(newTasks.map(task => task.unitId))]
  await appendEvents(db, ...unitIds.map(unitId => ({ ...happened, kind: 'batch_imported' as const, unitId })))
  return { batchId, taskIds }
}

const CREATED = { kind: 'task_created' as const, taskVersion: 1 }

interface PlacedTask {
  task: NewTask
  id: string
  serial: number
}

function taskRow(
  sealer: Sealer,
  batch: NewBatch,
  batchId: string,
  { task, id, serial }: PlacedTask,
): typeof tasks.$inferInsert {
  const deadlineAt = task.deadlineAt ?? batch.deadlineAt
  return {
    id,
    serial,
    code: taskCodeOf(serial),
    batchId,
    unitId: task.unitId,
    ...sealedValues(sealer, task, batch.ruleName),
    arrivedAt: task.arrivedAt,
    urgent: batch.urgent,
    deadlineAt,
    rank: newRank(batch.urgent),
    dueAt: deadlineAt ?? new Date(batch.receivedAt.getTime() + UNDATED_HOURS * HOUR_MS),
    testsNeed: batch.rule.tests,
    linkedTaskId: task.linkedTaskId,
    lastOutcome: task.lastOutcome ?? null,
    lastAttemptAt: task.lastAttemptAt ?? null,
    createdAt: batch.receivedAt,
  }
}

function sealedValues(sealer: Sealer, task: NewTask, ruleName: string) {
  const phoneHash = sealer.hash('phone', task.phone)
  return {
    phoneSealed: sealer.seal(task.phone),
    phoneHash,
    tailHash: sealer.hash('phone_tail', tailOf(task.phone)),
    phoneHashes: [phoneHash, ...task.alternatives.map(phone => sealer.hash('phone', phone))],
    cardSealed: sealJson(sealer, makeTaskCard(task.phone, task.subjects, task.facts, ruleName)),
    factsSealed: sealJson(sealer, { ...task.facts, alternatives: task.alternatives }),
  }
}

/** Task codes are made from a serial number, so that no two of the newest million tasks share one. */
async function takeSerials(tx: Db, count: number): Promise<number[]> {
  const rows = await rowsOf<{ serial: number }>(
    tx,
    sql`select nextval(pg_get_serial_sequence('tasks', 'serial'))::int as serial from generate_series(1, ${count})`,
  )
  return rows.map(row => row.serial)
}

function subjectRows(sealer: Sealer, taskId: string, people: readonly NewSubject[]) {
  return people.map(({ name, idNumber, idNote, idTellsWho = true }, position) => ({
    taskId,
    position,
    nameSealed: name === null ? null : sealer.seal(name),
    idNumberSealed: idNumber === null ? null : sealer.seal(idNumber),
    idHash: idNumber === null || !idTellsWho ? null : sealer.hash('id_number', idNumber),
    idTailHash: idNumber === null || !idTellsWho ? null : sealer.hash('id_tail', idNumber.slice(-4)),
    idNote,
  }))
}

function toBatchRow(sealer: Sealer, batchId: string, { task, cells, ...row }: NewBatchRow, taskIds: readonly string[]) {
  return {
    ...row,
    batchId,
    taskId: task === null ? null : (taskIds[task] ?? null),
    cellsSealed: sealJson(sealer, cells),
  }
}
