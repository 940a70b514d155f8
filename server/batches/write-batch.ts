import { sql } from 'drizzle-orm'
import { remembering, textMasker, type TextMasker } from '../../domain/person/mask-text.ts'
import type { Work } from '../act.ts'
import { only, rowsOf, type Db } from '../db/db.ts'
import { inTurns } from '../db/in-turns.ts'
import { insertMany, insertTogether, rowsFor } from '../db/insert-many.ts'
import { batches, batchRows, events, subjects, tasks } from '../db/schema/index.ts'
import { appendEvents } from '../journal/append-event.ts'
import type { NewBatch, NewTask } from './new-batch.ts'
import { batchRow, subjectRows, taskRow, type Making } from './rows-of-batch.ts'

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
  const making: Making = { sealer, batch, batchId, taskIds, hide: listMasker(newTasks) }
  const placed = newTasks.map((task, i) => ({ task, id: taskIds[i] ?? '', serial: serials[i] ?? 0 }))
  await inTurns(
    placed,
    turn => [
      rowsFor(
        tasks,
        turn.map(one => taskRow(making, one)),
      ),
      rowsFor(
        subjects,
        turn.flatMap(one => subjectRows(making, one)),
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
    turn => turn.map(row => batchRow(making, row)),
    made => insertMany(db, batchRows, made),
  )
  const unitIds = [...new Set(newTasks.map(task => task.unitId))]
  await appendEvents(db, ...unitIds.map(unitId => ({ ...happened, kind: 'batch_imported' as const, unitId })))
  return { batchId, taskIds }
}

const CREATED = { kind: 'task_created' as const, taskVersion: 1 }

/** Cells repeat (绿码, 居家): each text is read once. */
const listMasker = (newTasks: readonly NewTask[]): TextMasker =>
  remembering(textMasker({ names: newTasks.flatMap(task => task.subjects.flatMap(({ name }) => name ?? [])) }))

/** Task codes are made from a serial number, so that no two of the newest million tasks share one. */
async function takeSerials(tx: Db, count: number): Promise<number[]> {
  const rows = await rowsOf<{ serial: number }>(
    tx,
    sql`select nextval(pg_get_serial_sequence('tasks', 'serial'))::int as serial from generate_series(1, ${count})`,
  )
  return rows.map(row => row.serial)
}
