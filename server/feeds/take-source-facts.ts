import { sql } from 'drizzle-orm'
import type { Work } from '../act.ts'
import type { FeedAnswer } from '../../contract/test-results.ts'
import type { SourceFact, SourceFactKind, SourceFactsRead } from '../../domain/lab/source-facts.ts'
import { rowsOf, type Db } from '../db/db.ts'
import { insertMany } from '../db/insert-many.ts'
import { events, sourceFacts } from '../db/schema/index.ts'
import { maskText } from '../../domain/person/mask-text.ts'
import type { Sealer } from '../privacy/sealer.ts'
import { ofSourceFact } from '../privacy/places.ts'

type Row = typeof sourceFacts.$inferInsert

/** Keeps what another system says, in the caller's transaction; a row whose id was sent before replaces that one. */
export async function takeSourceFacts(
  work: Work,
  kind: SourceFactKind,
  { rows, facts, bad }: SourceFactsRead,
  source: string,
): Promise<FeedAnswer> {
  const { db } = work
  const now = work.clock()
  const made = facts.map(fact => toRow(work.sealer, fact, { kind, source: maskText(source), receivedAt: now }))
  const replaced = await rowsOf(
    db,
    sql`delete from source_facts where id = any(${sql.param(made.map(row => row.id))}::text[]) returning id`,
  )
  await insertMany(db, sourceFacts, made)
  const changed = await tellTasks(db, made, now)
  return { rows, kept: made.length, replacesEarlier: replaced.length, bad: [...bad], changed }
}

function toRow(
  sealer: Sealer,
  { id, phone, idNumber, value, at }: SourceFact,
  sent: Pick<Row, 'kind' | 'source' | 'receivedAt'>,
): Row {
  const rowId = sealer.hash('feed_row', `${sent.kind} ${id}`)
  return {
    ...sent,
    id: rowId,
    phoneHash: phone === null ? null : sealer.hash('phone', phone),
    idHash: idNumber === null ? null : sealer.hash('id_number', idNumber),
    valueSealed: sealer.seal(value, ofSourceFact({ id: rowId })),
    at: at === null ? null : new Date(at),
  }
}

/** Phones that show one of these tasks ask for it again. Answers with how many there are. */
async function tellTasks(tx: Db, rows: readonly Row[], at: Date): Promise<number> {
  const phones = rows.flatMap(row => row.phoneHash ?? [])
  const ids = rows.flatMap(row => row.idHash ?? [])
  const spoken = await rowsOf<{ taskId: string; taskVersion: number; batchId: string; unitId: string }>(
    tx,
    sql`
      select t.id as "taskId", t.version as "taskVersion", t.batch_id as "batchId", t.unit_id as "unitId"
      from tasks t join batches b on b.id = t.batch_id and b.status = 'open'
      where t.phone_hashes && ${sql.param(phones)}::text[]
        or t.id in (select task_id from subjects where id_hash = any(${sql.param(ids)}::text[]))`,
  )
  await insertMany(
    tx,
    events,
    spoken.map(task => ({ kind: 'facts_changed' as const, at, ...task })),
  )
  return spoken.length
}
