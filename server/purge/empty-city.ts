import { sql } from 'drizzle-orm'
import { inTransaction, type Work } from '../act.ts'
import { only, rowsOf, type Db } from '../db/db.ts'
import { appendAuditEntry, SYSTEM_STAFF_ID } from '../journal/append-audit-entry.ts'
import { EMPTIED } from '../privacy/sealer.ts'
import { PURGED } from '../tasks/purged.ts'

/** How much there was of everything that is removed, and of what stays. */
export type CampaignCounts = Record<
  | 'communities'
  | 'lists'
  | 'tasks'
  | 'matched'
  | 'persons'
  | 'rows'
  | 'reports'
  | 'records'
  | 'labRows'
  | 'facts'
  | 'auditEntries',
  number
>

/** Tables of which nothing is needed once everybody is gone. */
const WHOLE = [
  'batch_rows',
  'drafts',
  'read_messages',
  'requests',
  'sample_assignments',
  'subjects',
  'test_results',
  'source_facts',
  'feed_deliveries',
  'late_changes',
  'outbox_keys',
  'wecom_credentials',
  'look_budgets',
  'message_budgets',
  'look_guesses',
]

/**
 * Removes what is held about anybody, all lists at once, and keeps rows, events and audit, so that counts still add up.
 * `begun` runs in the same transaction. Answers with how much there was.
 */
export function emptyCity(
  work: Work,
  begun: (tx: Db, counts: CampaignCounts) => Promise<void>,
): Promise<CampaignCounts> {
  return inTransaction(work, async own => {
    const { db } = own
    const counts = await countAll(db)
    await writeEntries(own)
    await db.execute(sql`truncate ${sql.raw(WHOLE.join(', '))}`)
    await db.execute(sql`update tasks set phone_sealed = ${EMPTIED}, phone_hash = ${PURGED} || id::text, tail_hash = '',
      phone_hashes = '{}', lookups = '{}', card_sealed = ${EMPTIED}, facts_sealed = ${EMPTIED}, matched_by = null, closed_reason = null,
      lease_staff_id = null, lease_until = null`)
    await db.execute(sql`update reports set fields_sealed = ${EMPTIED}, line_sealed = ${EMPTIED}`)
    await db.execute(sql`update records set fields_sealed = ${EMPTIED}, reason_sealed = null`)
    await db.execute(sql`update data_issues set note_sealed = null`)
    await db.execute(sql`update outgoing_messages set content_sealed = ${EMPTIED}`)
    await db.execute(sql`update batches set name = '已结束专项名单', file_name = '', content_hash = ${PURGED} || id::text,
      layout = '[]', purged_at = coalesce(purged_at, ${work.clock()}::timestamptz)`)
    await begun(db, counts)
    return counts
  })
}

/** Lists that are still worked on. */
export const countOpenLists = async (db: Db): Promise<number> =>
  only(await rowsOf<{ open: number }>(db, sql`select count(*)::int as open from batches where status = 'open'`)).open

async function countAll(db: Db): Promise<CampaignCounts> {
  return only(
    await rowsOf<CampaignCounts>(
      db,
      sql`
      select (select count(distinct unit_id) from tasks)::int as communities, (select count(*) from batches)::int as lists,
        (select count(*) from tasks)::int as tasks, (select count(matched_at) from tasks)::int as matched,
        (select count(*) from subjects)::int as persons, (select count(*) from batch_rows)::int as rows,
        (select count(*) from reports)::int as reports, (select count(*) from records)::int as records,
        (select count(*) from test_results)::int as "labRows", (select count(*) from source_facts)::int as facts,
        (select count(*) from audit_entries)::int as "auditEntries"`,
    ),
  )
}

async function writeEntries(work: Work): Promise<void> {
  const chains = await rowsOf<{ unitId: string }>(
    work.db,
    sql`select distinct unit_id as "unitId" from tasks order by unit_id`,
  )
  const entry = { at: work.clock(), staffId: SYSTEM_STAFF_ID, action: 'purge' as const, reason: '专项结束，密钥销毁' }
  for (const { unitId: chain } of chains) await appendAuditEntry(work, { chain, ...entry })
}
