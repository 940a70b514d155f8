import { sql } from 'drizzle-orm'
import type { Work } from '../act.ts'
import type { Outcome } from '../../contract/report-fields.ts'
import { rowsOf } from '../db/db.ts'
import { DAY_MS } from '../../domain/time/lengths.ts'

/** A number checked within this many days is known even when its batch is closed. */
const REMEMBERED_DAYS = 14

/** What the newest earlier task on a number tells. */
export interface KnownNumber {
  taskId: string
  lastOutcome: Outcome | null
  lastAttemptAt: Date | null
}

/** Which of these normalised numbers stand in another open batch, or were checked within the last 14 days. */
export async function findKnownNumbers(
  { db, sealer, clock }: Work,
  phones: readonly string[],
): Promise<Map<string, KnownNumber>> {
  const phoneOf = new Map(phones.map(phone => [sealer.hash('phone', phone), phone]))
  const since = new Date(clock().getTime() - REMEMBERED_DAYS * DAY_MS)
  const rows = await rowsOf<{
    phoneHash: string
    taskId: string
    lastOutcome: Outcome | null
    lastAttemptAt: string | null
  }>(
    db,
    sql`
      select distinct on (t.phone_hash) t.phone_hash as "phoneHash", t.id as "taskId",
        t.last_outcome as "lastOutcome", t.last_attempt_at as "lastAttemptAt"
      from tasks t join batches b on b.id = t.batch_id and b.status <> 'rolled_back'
      where t.phone_hash = any(${sql.param([...phoneOf.keys()])}::text[])
        and (b.status = 'open' or t.recorded_at >= ${since} or t.last_attempt_at >= ${since})
      order by t.phone_hash, t.created_at desc, t.serial desc`,
  )
  const known = rows.map(({ phoneHash, taskId, lastOutcome, lastAttemptAt }): [string, KnownNumber] => [
    phoneOf.get(phoneHash) ?? '',
    { taskId, lastOutcome, lastAttemptAt: lastAttemptAt === null ? null : new Date(lastAttemptAt) },
  ])
  return new Map(known)
}
