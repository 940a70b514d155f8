import { and, eq, inArray, sql } from 'drizzle-orm'
import type { Deps, Member } from '../app-env.ts'
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
export async function rollBackBatch({ clock }: Deps, tx: Db, member: Member, batchId: string): Promise<void> {
  await lockWholeBatch(tx, member, batchId)
  // Locked first, so that no call begins between the question and the answer.
  const locked = await tx
    .select({ id: tasks.id, unitId: tasks.unitId })
    .from(tasks)
    .where(eq(tasks.batchId, batchId))
    .orderBy(tasks.id)
    .for('update')
  const untouched = await rowsOf(tx, sql`select from batches b where b.id = ${batchId} and ${isUntouched}`)
  if (untouched.length === 0) throw new DomainError('batch_in_use')
  const at = clock()
  const ofBatch = tx.select({ id: tasks.id }).from(tasks).where(eq(tasks.batchId, batchId))
  await tx.delete(alerts).where(inArray(alerts.taskId, ofBatch))
  await tx.update(tasks).set({ linkedTaskId: null }).where(inArray(tasks.linkedTaskId, ofBatch))
  await tx.delete(batchRows).where(eq(batchRows.batchId, batchId))
  await tx.delete(tasks).where(eq(tasks.batchId, batchId))
  await tx.update(batches).set({ status: 'rolled_back', closedAt: at }).where(eq(batches.id, batchId))
  await tellUnits(tx, 'batch_rolled_back', batchId, locked, member.staffId, at)
}

/**
 * Ends a list: what nobody was reached for is closed with it, what is reported may still be recorded.
 * @throws DomainError `not_found`, `forbidden`, `batch_not_open`
 */
export async function closeBatch({ clock }: Deps, tx: Db, member: Member, batchId: string): Promise<void> {
  await lockWholeBatch(tx, member, batchId)
  const at = clock()
  const inBatch = eq(tasks.batchId, batchId)
  await tx.select({ id: tasks.id }).from(tasks).where(inBatch).orderBy(tasks.id).for('update')
  const closed = await tx
    .update(tasks)
    .set({
      version: sql`${tasks.version} + 1`,
      status: 'closed',
      closedAt: at,
      closedReason: CLOSED_REASON,
      leaseStaffId: null,
      leaseUntil: null,
    })
    .where(and(inBatch, eq(tasks.status, 'to_call')))
    .returning({ taskId: tasks.id, taskVersion: tasks.version, unitId: tasks.unitId })
  const happened = { kind: 'task_closed' as const, at, batchId, staffId: member.staffId }
  await insertMany(
    tx,
    events,
    closed.map(task => ({ ...happened, ...task })),
  )
  await tx.update(batches).set({ status: 'closed', closedAt: at }).where(eq(batches.id, batchId))
  const units = await tx.selectDistinct({ unitId: tasks.unitId }).from(tasks).where(inBatch)
  await tellUnits(tx, 'batch_closed', batchId, units, member.staffId, at)
}

async function tellUnits(
  tx: Db,
  kind: 'batch_rolled_back' | 'batch_closed',
  batchId: string,
  rows: readonly { unitId: string }[],
  staffId: string,
  at: Date,
): Promise<void> {
  const unitIds = [...new Set(rows.map(row => row.unitId))]
  await appendEvents(tx, ...unitIds.map(unitId => ({ kind, at, batchId, unitId, staffId })))
}
