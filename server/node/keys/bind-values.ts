import { createDecipheriv } from 'node:crypto'
import type { Pool } from 'pg'
import { whileLocked } from '../../db/locks.ts'
import type { Sealed } from '../../db/schema/columns.ts'
import { keyOf, type KeyRing } from './key-ring.ts'
import { resealAll } from './reseal.ts'
import { createSealer } from './sealer.ts'

const STEP = 'values_bound_to_their_place'
const IV_BYTES = 12
const TAG_BYTES = 16

/**
 * Values of before an upgrade were sealed without their place, and one moved by hand opened. Seals them anew, once, before
 * anybody reads: afterwards none of the old kind opens. Processes that start at once wait for each other; stopped in the middle, the
 * next start goes on with what is left. Answers with how many there were; 0 where it was done before.
 */
export async function bindValues(pool: Pool, ring: KeyRing): Promise<number> {
  if (await isDone(pool)) return 0
  const client = await pool.connect()
  try {
    return await whileLocked(client, 'data_steps', async () => {
      if (await isDone(pool)) return 0
      const sealer = createSealer(ring)
      const old = /^[^.:]+\./
      const count = await resealAll(pool, `${ring.current}:`, (sealed, place) => {
        const text = old.test(sealed) ? openUnbound(ring, sealed) : sealer.open(sealed, place)
        return sealer.seal(text, place)
      })
      await pool.query('insert into data_steps (name, done_at) values ($1, now())', [STEP])
      return count
    })
  } finally {
    client.release()
  }
}

async function isDone(pool: Pool): Promise<boolean> {
  const { rows } = await pool.query('select from data_steps where name = $1', [STEP])
  return rows.length > 0
}

/** `k1.<base64url of iv, cipher text and tag>`, under the key itself and bound to nothing. */
function openUnbound(ring: KeyRing, sealed: Sealed): string {
  const dot = sealed.indexOf('.')
  const body = Buffer.from(sealed.slice(dot + 1), 'base64url')
  const decipher = createDecipheriv('aes-256-gcm', keyOf(ring, sealed.slice(0, dot)), body.subarray(0, IV_BYTES))
  decipher.setAuthTag(body.subarray(-TAG_BYTES))
  return decipher.update(body.subarray(IV_BYTES, -TAG_BYTES), undefined, 'utf8') + decipher.final('utf8')
}
