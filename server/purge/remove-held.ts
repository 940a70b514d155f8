import { sql } from 'drizzle-orm'
import { emptyReportFields } from '../../contract/report-fields.ts'
import { NOTHING_KNOWN } from '../../domain/report-text/highlights.ts'
import type { Db } from '../db/db.ts'
import { sealJson, type Sealer } from '../privacy/sealer.ts'
import type { TaskCard, TaskFacts } from '../tasks/task-card.ts'
import { isOnlyOf, tasksOf } from './people-of.ts'
import { PURGED } from '../tasks/purged.ts'

/** What a card says of a person nothing is known of any more. */
const PURGED_CARD: TaskCard = {
  name: '已删除',
  phone: '****',
  phoneTail: '****',
  address: null,
  reason: '已过保存期',
  subjects: [],
  facts: [],
  known: NOTHING_KNOWN,
}

const PURGED_FACTS: TaskFacts = {
  address: null,
  origin: null,
  riskPlace: null,
  arrivedOn: null,
  transport: null,
  vehicleNo: null,
  vaccineDoses: null,
  testedAt: null,
  testResult: null,
  healthCode: null,
  control: null,
  remark: null,
  source: '',
  at: '1970-01-01T00:00:00.000Z',
}

/**
 * Puts empty values where personal ones stood, so that every screen and count still finds its rows. What speaks of people
 * by hash goes first: afterwards nothing tells who they were.
 */
export async function removeWhatWasHeld(sealer: Sealer, tx: Db, batchId: string): Promise<void> {
  await forgetFeeds(tx, batchId)
  await forgetAnswers(tx, batchId)
  await emptyReports(sealer, tx, batchId)
  await emptyList(sealer, tx, batchId)
}

async function forgetFeeds(tx: Db, batchId: string): Promise<void> {
  const only = isOnlyOf(sql`r`, batchId)
  await tx.execute(sql`update test_results r set phone_hash = null, id_hash = null where ${only}`)
  await tx.execute(sql`delete from source_facts r where ${only}`)
  await tx.execute(sql`delete from read_messages where task_id in (${tasksOf(batchId)})`)
}

/** Answers kept for repeats: those on the batch's own rows, and all that are older than its end. */
async function forgetAnswers(tx: Db, batchId: string): Promise<void> {
  const named = sql`substring(q.route from '/([0-9a-f]{8}-[0-9a-f-]{27})')`
  const mine = tasksOf(batchId)
  await tx.execute(sql`
    delete from requests q where q.at <= (select coalesce(closed_at, received_at) from batches where id = ${batchId})
      or ${named} in (
        select ${batchId}::text union all select id::text from (${mine}) m
        union all select id::text from reports where task_id in (${mine})
        union all select id::text from records where task_id in (${mine}))`)
}

async function emptyReports(sealer: Sealer, tx: Db, batchId: string): Promise<void> {
  const fields = sealJson(sealer, emptyReportFields())
  const nothing = sealer.seal('')
  const mine = tasksOf(batchId)
  await tx.execute(sql`update outgoing_messages set content_sealed = ${nothing}
    where report_id in (select id from reports where task_id in (${mine}))`)
  await tx.execute(
    sql`update reports set fields_sealed = ${fields}, line_sealed = ${nothing} where task_id in (${mine})`,
  )
  await tx.execute(sql`update records set fields_sealed = ${fields}, reason_sealed = null where task_id in (${mine})`)
  await tx.execute(sql`delete from drafts where task_id in (${mine})`)
  await tx.execute(sql`update data_issues set note_sealed = null where task_id in (${mine})`)
}

async function emptyList(sealer: Sealer, tx: Db, batchId: string): Promise<void> {
  await tx.execute(sql`update subjects set name_sealed = null, id_number_sealed = null, id_hash = null,
    id_tail_hash = null, id_note = null where task_id in (${tasksOf(batchId)})`)
  await tx.execute(sql`update batch_rows set cells_sealed = ${sealJson(sealer, [])} where batch_id = ${batchId}`)
  await tx.execute(sql`update tasks set phone_sealed = ${sealer.seal('')}, phone_hash = ${PURGED} || id::text,
    tail_hash = '', phone_hashes = '{}', card_sealed = ${sealJson(sealer, PURGED_CARD)},
    facts_sealed = ${sealJson(sealer, PURGED_FACTS)}, matched_by = null, lease_staff_id = null, lease_until = null
    where batch_id = ${batchId}`)
}
