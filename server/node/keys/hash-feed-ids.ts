import type { Pool, PoolClient } from 'pg'
import type { Sealed } from '../../db/schema/columns.ts'
import { ofSourceFact } from '../../privacy/places.ts'
import { isUnbound, openUnbound } from './bind-values.ts'
import type { KeyRing } from './key-ring.ts'
import { createSealer } from './sealer.ts'

/** A keyed hash is 43 letters of base64url; what a feed calls its rows is not. */
const AS_SENT = `id !~ '^[A-Za-z0-9_-]{43}$'`
const AT_ONCE = 2000

/**
 * Feeds' own row ids may hold a document or a number and were kept as they came: puts keyed hashes in their place, also where
 * tasks and assignments name a row. Some thousand in a transaction; stopped in the middle, it goes on with what is left.
 */
export async function hashFeedIds(pool: Pool, ring: KeyRing): Promise<void> {
  const sealer = createSealer(ring)
  const hash = (id: string) => sealer.hash('feed_row', id)
  while ((await inTransaction(pool, client => hashSamples(client, hash))) > 0);
  while ((await inTransaction(pool, client => hashFacts(client, ring))) > 0);
}

async function hashSamples(client: PoolClient, hash: (id: string) => string): Promise<number> {
  const { rows } = await client.query<{ id: string }>(
    `select id from test_results where ${AS_SENT} limit ${AT_ONCE} for update`,
  )
  const ids = [rows.map(({ id }) => id), rows.map(({ id }) => hash(id))]
  const renamed = 'unnest($1::text[], $2::text[]) x(old, new)'
  await client.query(`update test_results r set id = x.new from ${renamed} where r.id = x.old`, ids)
  await client.query(`update sample_assignments a set sample_id = x.new from ${renamed} where a.sample_id = x.old`, ids)
  await client.query(
    `update tasks t set matched_by = array(select coalesce((select x.new from ${renamed} where x.old = m), m) from unnest(t.matched_by) m)
     where t.matched_by && $1::text[]`,
    ids,
  )
  return rows.length
}

/** A fact's value is bound to its row's id, so it is sealed anew with it. */
async function hashFacts(client: PoolClient, ring: KeyRing): Promise<number> {
  const sealer = createSealer(ring)
  const { rows } = await client.query<{ id: string; value: Sealed }>(
    `select id, value_sealed as value from source_facts where ${AS_SENT} limit ${AT_ONCE} for update`,
  )
  for (const { id, value } of rows) {
    const renamed = sealer.hash('feed_row', id)
    const text = isUnbound(value) ? openUnbound(ring, value) : sealer.open(value, ofSourceFact({ id }))
    const sealed = text === '' ? '' : sealer.seal(text, ofSourceFact({ id: renamed }))
    await client.query('update source_facts set id = $2, value_sealed = $3 where id = $1', [id, renamed, sealed])
  }
  return rows.length
}

async function inTransaction<T>(pool: Pool, work: (client: PoolClient) => Promise<T>): Promise<T> {
  const client = await pool.connect()
  try {
    await client.query('begin')
    const result = await work(client)
    await client.query('commit')
    return result
  } catch (cause) {
    await client.query('rollback')
    throw cause
  } finally {
    client.release()
  }
}
