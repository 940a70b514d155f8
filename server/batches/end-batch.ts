import { and, eq, inArray, sql } from 'drizzle-orm'
import { TaskStatus } from '../../contract/tasks.ts'
import { MOVES } from '../../domain/tasks/status.ts'
import type { Act } from '../act.ts'
import { rowsOf, type Db } from '../db/db.ts'
import { insertMany } from '../db/insert-many.ts'
import { alerts, batches, batchRows, events, tasks } from '../db/schema/index.ts'
import { DomainError } from '../errors.ts'
import { appendEvents } from '../journal/append-event.ts'
import { lockWholeBatch } from '../access/batch-scope.ts'
import { isUntouched } from './list-batches.ts'

const CLOSED_REASON = '名单已结束'

/**
 * Takes a whole list back while nobody has worked on it: its tasks and rows are removed, the batch itself stays as the
 * note that it was there. The file may be imported again afterwards.
 * @throws DomainError `not_found`, `forbidden`, `batch_not_open`, `batch_in_use`
 */
export async function rollBackBatch(act: Act, batchId: string): Promise<void> {
  const { db } = act
  await lockWholeBatch(act, batchId)
  // Locked first, so that no call begins between the question and the answer.
  const locked = await db
    .select({ id: tasks.id, unitId: tasks.unitId })
    .from(tasks)
    .where(eq(tasks.batchId, batchId))
    .orderBy(tasks.id)
    .for('update')
  const untouched = await rowsOf(db, sql`select from batches b where b.id = ${batchId} and ${isUntouched}`)
  if (untouched.length === 0) throw new DomainError('batch_in_use')
  const at = act.clock()
  const ofBatch = db.select({ id: tasks.id }).from(tasks).where(eq(tasks.batchId, batchId))
  await db.delete(alerts).where(inArray(alerts.taskId, ofBatch))
  await db.update(tasks).set({ linkedTaskId: null }).where(inArray(tasks.linkedTaskId, ofBatch))
  await db.delete(batchRows).where(eq(batchRows.batchId, batchId))
  await db.delete(tasks).where(eq(tasks.batchId, batchId))
  await db.update(batches).set({ status: 'rolled_back', closedAt: at }).where(eq(batches.id, batchId))
  await tellUnits(act, 'batch_rolled_back', batchId, locked)
}

/**
 * Ends a list: what nobody was reached for is closed with it, what is reported may still be recorded.
 * @throws DomainError `not_found`, `forbidden`, `batch_not_open`
 */
export async function closeBatch(act: Act, batchId: string): Promise<void> {
  const { db, member } = act
  await lockWholeBatch(act, batchId)
  const at = act.clock()
  const inBatch = eq(tasks.batchId, batchId)
  await db.select({ id: tasks.id }).from(tasks).where(inBatch).orderBy(tasks.id).for('update')
  const closed = (await Promise.all(TaskStatus.options.map(status => closeTasks(db, batchId, status, at)))).flat()
  const happened = { kind: 'task_closed' as const, at, batchId, staffId: member.staffId }
  await insertMany(
    db,
    events,
    closed.map(task => ({ ...happened, ...task })),
  )
  await db.update(batches).set({ status: 'closed', closedAt: at }).where(eq(batches.id, batchId))
  const units = await db.selectDistinct({ unitId: tasks.unitId }).from(tasks).where(inBatch)
  await tellUnits(act, 'batch_closed', batchId, units)
}

/** Those of a list that stand at one status, all in one statement; none where the end of a list does not move them. */
async function closeTasks(db: Db, batchId: string, status: TaskStatus, at: Date) {
  const patch = MOVES.end({ status }, { reason: CLOSED_REASON, at })
  if (patch === null) return []
  return db
    .update(tasks)
    .set({ ...patch, version: sql`${tasks.version} + 1` })
    .where(and(eq(tasks.batchId, batchId), eq(tasks.status, status)))
    .returning({ taskId: tasks.id, taskVersion: tasks.version, unitId: tasks.unitId })
}

async function tellUnits(
  { db, clock, member }: Act,
  kind: 'batch_rolled_back' | 'batch_closed',
  batchId: string,
  rows: readonly { unitId: string }[],
): Promise<void> {
  const unitIds = [...new Set(rows.map(row => row.unitId))]
  const happened = { kind, at: clock(), batchId, staffId: member.staffId }
  await appendEvents(db, ...unitIds.map(unitId => ({ ...happened, unitId })))
}
