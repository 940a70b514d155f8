import { and, eq, inArray, isNull, lte, sql } from 'drizzle-orm'
import { type Work, inTransaction } from '../act.ts'
import { appendAuditEntry, SYSTEM_STAFF_ID } from '../journal/append-audit-entry.ts'
import { only, rowsOf, type Db } from '../db/db.ts'
import { batches } from '../db/schema/index.ts'
import { isOnlyOf, tasksOf } from './people-of.ts'
import { removeWhatWasHeld } from './remove-held.ts'
import { DAY_MS } from '../../domain/time/lengths.ts'

/** Days after the end of a batch; what the office may keep is set there (`hecha purge --days`). */
export const RETENTION_DAYS = 28

/** What a purge takes away, or would take, of one batch. */
export interface PurgedBatch {
  batchId: string
  endedAt: string
  tasks: number
  persons: number
  rows: number
  reports: number
  records: number
  labRows: number
}

export interface PurgeOptions {
  days: number
  /** Counts and leaves everything as it is. */
  dryRun: boolean
  /** Who asked for it; nobody with the daily job. */
  staffId?: string
}

/**
 * Removes the personal data of batches that were closed or rolled back longer than `days` ago, one batch after another,
 * each in a transaction of its own. Counts, events and audit stay; the purge is an audit entry of each community.
 */
export async function purgeBatches(work: Work, options: PurgeOptions): Promise<PurgedBatch[]> {
  const due = await findDue(work, options.days)
  const purged: PurgedBatch[] = []
  for (const { id, endedAt } of due) {
    const counts = await inTransaction(work, own => purgeBatch(own, id, options))
    if (counts) purged.push({ batchId: id, endedAt: new Date(endedAt).toISOString(), ...counts })
  }
  return purged
}

function findDue({ db, clock }: Work, days: number) {
  const endedAt = sql<Date>`coalesce(${batches.closedAt}, ${batches.receivedAt})`
  const limit = new Date(clock().getTime() - days * DAY_MS)
  return db
    .select({ id: batches.id, endedAt })
    .from(batches)
    .where(and(inArray(batches.status, ['closed', 'rolled_back']), isNull(batches.purgedAt), lte(endedAt, limit)))
    .orderBy(endedAt)
}

type Counts = Omit<PurgedBatch, 'batchId' | 'endedAt'>

/** Null where another process has purged it meanwhile. */
async function purgeBatch(work: Work, batchId: string, options: PurgeOptions): Promise<Counts | null> {
  const { db } = work
  const open = and(eq(batches.id, batchId), isNull(batches.purgedAt))
  const [batch] = await db.select({ id: batches.id }).from(batches).where(open).for('update')
  if (!batch) return null
  const counts = await count(db, batchId)
  if (options.dryRun) return counts
  await writeEntries(work, batchId, options)
  await removeWhatWasHeld(db, batchId)
  await db.update(batches).set({ purgedAt: work.clock() }).where(eq(batches.id, batchId))
  return counts
}

async function count(tx: Db, batchId: string): Promise<Counts> {
  return only(
    await rowsOf<Counts>(
      tx,
      sql`
      with mine as (${tasksOf(batchId)})
      select (select count(*) from mine)::int as tasks,
        (select count(*) from subjects where task_id in (select id from mine))::int as persons,
        (select count(*) from batch_rows where batch_id = ${batchId})::int as rows,
        (select count(*) from reports where task_id in (select id from mine))::int as reports,
        (select count(*) from records where task_id in (select id from mine))::int as records,
        (select count(*) from test_results r where ${isOnlyOf(sql`r`, batchId)})::int as "labRows"`,
    ),
  )
}

async function writeEntries(work: Work, batchId: string, options: PurgeOptions): Promise<void> {
  const { db } = work
  const chains = await rowsOf<{ unitId: string }>(
    db,
    sql`select distinct unit_id as "unitId" from tasks where batch_id = ${batchId} order by unit_id`,
  )
  const staffId = options.staffId ?? SYSTEM_STAFF_ID
  for (const { unitId } of chains) {
    await appendAuditEntry(work, {
      chain: unitId,
      at: work.clock(),
      staffId,
      action: 'purge',
      field: `batch ${batchId}`,
      reason: `保存期满 ${options.days} 天`,
    })
  }
}
