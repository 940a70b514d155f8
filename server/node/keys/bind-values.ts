import { createDecipheriv } from 'node:crypto'
import type { Pool } from 'pg'
import type { Sealed } from '../../db/schema/columns.ts'
import { keyOf, type KeyRing } from './key-ring.ts'
import { resealAll } from './reseal.ts'
import { createSealer } from './sealer.ts'

const IV_BYTES = 12
const TAG_BYTES = 16

/**
 * Values of before an upgrade were sealed without their place, and one moved by hand opened. Seals them anew: afterwards none of
 * the old kind opens. Stopped in the middle, it goes on with what is left. Answers with how many there were.
 */
export function bindValues(pool: Pool, ring: KeyRing): Promise<number> {
  const sealer = createSealer(ring)
  return resealAll(pool, `${ring.current}:`, (sealed, place) => {
    const text = isUnbound(sealed) ? openUnbound(ring, sealed) : sealer.open(sealed, place)
    return sealer.seal(text, place)
  })
}

/** Sealed by a program of before. */
export const isUnbound = (sealed: Sealed): boolean => /^[^.:]+\./.test(sealed)

/** `k1.<base64url of iv, cipher text and tag>`, under the key itself and bound to nothing. */
export function openUnbound(ring: KeyRing, sealed: Sealed): string {
  const dot = sealed.indexOf('.')
  const body = Buffer.from(sealed.slice(dot + 1), 'base64url')
  const decipher = createDecipheriv('aes-256-gcm', keyOf(ring, sealed.slice(0, dot)), body.subarray(0, IV_BYTES))
  decipher.setAuthTag(body.subarray(-TAG_BYTES))
  return decipher.update(body.subarray(IV_BYTES, -TAG_BYTES), undefined, 'utf8') + decipher.final('utf8')
}
