import { sql } from 'drizzle-orm'
import type { Db } from '../db/db.ts'
import { EMPTIED } from '../privacy/sealer.ts'
import { isOnlyOf, tasksOf } from './people-of.ts'
import { PURGED } from '../tasks/purged.ts'

/**
 * Puts empty values where personal ones stood, so that every screen and count still finds its rows. What speaks of people
 * by hash goes first: afterwards nothing tells who they were.
 */
export async function removeWhatWasHeld(tx: Db, batchId: string): Promise<void> {
  await forgetFeeds(tx, batchId)
  await forgetAnswers(tx, batchId)
  await emptyReports(tx, batchId)
  await emptyList(tx, batchId)
}

async function forgetFeeds(tx: Db, batchId: string): Promise<void> {
  const only = isOnlyOf(sql`r`, batchId)
  await tx.execute(sql`delete from sample_assignments where task_id in (${tasksOf(batchId)})`)
  await tx.execute(sql`delete from test_results r where ${only}`)
  await tx.execute(sql`delete from source_facts r where ${only}`)
  await tx.execute(sql`delete from read_messages where task_id in (${tasksOf(batchId)})`)
}

/** Answers kept for repeats: those on the batch's own rows, and all that are older than its end. Messages of that time as well. */
async function forgetAnswers(tx: Db, batchId: string): Promise<void> {
  const ended = sql`(select coalesce(closed_at, received_at) from batches where id = ${batchId})`
  await tx.execute(sql`update outgoing_messages set content_sealed = ${EMPTIED}
    where queued_at <= ${ended} and content_sealed <> ${EMPTIED} and state not in ('queued', 'sending')`)
  const named = sql`substring(q.route from '/([0-9a-f]{8}-[0-9a-f-]{27})')`
  const mine = tasksOf(batchId)
  await tx.execute(sql`
    delete from requests q where q.at <= ${ended}
      or ${named} in (
        select ${batchId}::text union all select id::text from (${mine}) m
        union all select id::text from reports where task_id in (${mine})
        union all select id::text from records where task_id in (${mine}))`)
}

async function emptyReports(tx: Db, batchId: string): Promise<void> {
  const mine = tasksOf(batchId)
  await tx.execute(sql`update outgoing_messages set content_sealed = ${EMPTIED}
    where report_id in (select id from reports where task_id in (${mine}))`)
  await tx.execute(
    sql`update reports set fields_sealed = ${EMPTIED}, line_sealed = ${EMPTIED} where task_id in (${mine})`,
  )
  await tx.execute(sql`update records set fields_sealed = ${EMPTIED}, reason_sealed = null where task_id in (${mine})`)
  await tx.execute(sql`delete from drafts where task_id in (${mine})`)
  await tx.execute(sql`update data_issues set note_sealed = null where task_id in (${mine})`)
}

async function emptyList(tx: Db, batchId: string): Promise<void> {
  await tx.execute(sql`update batches set name = '已到期名单', file_name = '', content_hash = ${PURGED} || id::text, layout = '[]'
    where id = ${batchId}`)
  await tx.execute(sql`update subjects set name_sealed = null, id_number_sealed = null, id_hash = null,
    id_note = null where task_id in (${tasksOf(batchId)})`)
  await tx.execute(sql`update batch_rows set cells_sealed = ${EMPTIED} where batch_id = ${batchId}`)
  await tx.execute(sql`update tasks set phone_sealed = ${EMPTIED}, phone_hash = ${PURGED} || id::text,
    tail_hash = '', phone_hashes = '{}', lookups = '{}', card_sealed = ${EMPTIED},
    facts_sealed = ${EMPTIED}, matched_by = null, closed_reason = null, lease_staff_id = null, lease_until = null
    where batch_id = ${batchId}`)
}
