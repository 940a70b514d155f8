import { sql, type SQL } from 'drizzle-orm'
import type { Batch, BatchList } from '../../contract/batches.ts'
import { batchStatusLine } from '../../domain/lists/batch-status.ts'
import { communitiesOf, type Act } from '../act.ts'
import { rowsOf } from '../db/db.ts'

interface BatchCountRow extends Omit<Batch, 'receivedAt' | 'deadlineAt' | 'statusLine'> {
  receivedAt: string
  deadlineAt: string | null
}

/** Batches shown at once; older ones are found by the export of the console. */
const SHOWN = 100

/** The lists of the member's communities and those the member imported: open ones first, the newest first. */
export async function listBatches(act: Act): Promise<BatchList> {
  return { batches: await readBatches(act, sql`b.status <> 'rolled_back'`, act.clock()) }
}

/** One batch as its lead sees it; null where it is none of the member's. */
export async function findBatch(act: Act, batchId: string, now: Date): Promise<Batch | null> {
  const [batch] = await readBatches(act, sql`b.id = ${batchId}`, now)
  return batch ?? null
}

async function readBatches(act: Act, which: SQL, now: Date): Promise<Batch[]> {
  const { member } = act
  const led = sql`${sql.param(communitiesOf(member, ['lead']))}::uuid[]`
  const rows = await rowsOf<BatchCountRow>(
    act.db,
    sql`
      select b.id, b.name, b.source, b.file_name as "fileName", b.status, b.received_at as "receivedAt",
        b.deadline_at as "deadlineAt", b.urgent, b.rule_name as "ruleName", b.rows, b.new_rows as "new",
        b.linked_rows as linked, b.merged_rows as merged, b.rejected_rows as rejected,
        coalesce(c.tasks, 0) as tasks, coalesce(c.recorded, 0) as recorded, coalesce(c.matched, 0) as matched,
        coalesce(c.exempt, 0) as exempt, ${isUntouched} as untouched
      from batches b
      left join lateral (
        select count(*)::int as tasks, count(t.recorded_at)::int as recorded,
          count(*) filter (where t.matched_at is not null and t.exempt is null)::int as matched,
          count(t.exempt)::int as exempt
        from tasks t where t.batch_id = b.id and t.unit_id = any(${led})
      ) c on true
      where ${which} and (c.tasks > 0 or b.imported_by = ${member.staffId})
      order by b.status <> 'open', b.received_at desc, b.id
      limit ${SHOWN}`,
  )
  return rows.map(row => toBatch(row, now))
}

/** SQL: whether nobody has called, reported or recorded anything on the batch `b`. */
export const isUntouched = sql`not exists (
  select from tasks t where t.batch_id = b.id and (t.called_at is not null or t.reported_at is not null
    or t.recorded_at is not null
    or exists (select from call_attempts a where a.task_id = t.id)
    or exists (select from reports r where r.task_id = t.id)
    or exists (select from records r where r.task_id = t.id)))`

function toBatch(row: BatchCountRow, now: Date): Batch {
  const receivedAt = new Date(row.receivedAt).toISOString()
  const deadlineAt = row.deadlineAt === null ? null : new Date(row.deadlineAt).toISOString()
  return { ...row, receivedAt, deadlineAt, statusLine: batchStatusLine({ ...row, deadlineAt }, now.getTime()) }
}
