import type { Pool } from 'pg'
import { whileLocked } from '../../db/locks.ts'
import { bindLookups } from './bind-lookups.ts'
import { bindValues } from './bind-values.ts'
import type { KeyRing } from './key-ring.ts'
import { hashFeedIds } from './hash-feed-ids.ts'
import { maskOldNames } from './mask-old-names.ts'
import { sealOldEntries } from './seal-old-entries.ts'
import { createSealer } from './sealer.ts'

/** What needs the keys and is done once, in this order. Each may be stopped in the middle and run again. */
const STEPS: Readonly<Record<string, (pool: Pool, ring: KeyRing) => Promise<unknown>>> = {
  feed_ids_hashed: hashFeedIds,
  names_masked: maskOldNames,
  values_bound_to_their_place: bindValues,
  lookups_bound_to_their_community: (pool, ring) => bindLookups(pool, createSealer(ring)),
  audit_entries_sealed: (pool, ring) => sealOldEntries(pool, createSealer(ring)),
}

/**
 * Brings kept values up to this version, before anybody reads them. Processes that start at once wait for each other; a step that
 * was stopped goes on at the next start. Answers with the names of the steps taken now.
 */
export async function takeDataSteps(pool: Pool, ring: KeyRing): Promise<string[]> {
  if ((await pending(pool)).length === 0) return []
  const client = await pool.connect()
  try {
    return await whileLocked(client, 'data_steps', async () => {
      const steps = await pending(pool)
      for (const name of steps) {
        await STEPS[name]?.(pool, ring)
        await pool.query('insert into data_steps (name, done_at) values ($1, now())', [name])
      }
      return steps
    })
  } finally {
    client.release()
  }
}

async function pending(pool: Pool): Promise<string[]> {
  const { rows } = await pool.query<{ name: string }>('select name from data_steps')
  return Object.keys(STEPS).filter(step => !rows.some(({ name }) => name === step))
}
