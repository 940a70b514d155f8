import { eq, sql } from 'drizzle-orm'
import { communitiesOf, type Act } from '../act.ts'
import { rowsOf } from '../db/db.ts'
import { batches } from '../db/schema/index.ts'
import { DomainError } from '../errors.ts'
import type { BatchRow } from './task-scope.ts'

export interface LedBatch {
  batch: BatchRow
  /** Communities of the batch that the member leads; null: the whole batch is the member's. */
  communityIds: string[] | null
}

/**
 * The batch, where the member leads a community of it or imported it; foreign batches do not exist.
 * @throws DomainError `not_found`
 */
export async function getLedBatch(act: Act, batchId: string): Promise<LedBatch> {
  const { db, member } = act
  const [batch] = await db.select().from(batches).where(eq(batches.id, batchId))
  if (!batch || batch.status === 'rolled_back') throw new DomainError('not_found')
  const led = communitiesOf(member, ['lead'])
  const units = await rowsOf<{ unitId: string }>(
    db,
    sql`select distinct unit_id as "unitId" from tasks where batch_id = ${batchId}`,
  )
  const own = units.map(row => row.unitId).filter(unitId => led.includes(unitId))
  const imported = batch.importedBy === member.staffId
  if (own.length === 0 && !imported) throw new DomainError('not_found')
  return { batch, communityIds: own.length === units.length ? null : own }
}

/**
 * The same, locked, for what concerns the batch as a whole: only who imported it or leads all of it decides.
 * @throws DomainError `not_found`, `forbidden`, `batch_not_open`
 */
export async function lockWholeBatch(act: Act, batchId: string): Promise<BatchRow> {
  await act.db.select({ id: batches.id }).from(batches).where(eq(batches.id, batchId)).for('update')
  const { batch, communityIds } = await getLedBatch(act, batchId)
  if (communityIds !== null && batch.importedBy !== act.member.staffId) throw new DomainError('forbidden')
  if (batch.status !== 'open') throw new DomainError('batch_not_open')
  return batch
}
