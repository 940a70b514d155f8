import type { Pool } from 'pg'
import type { KeyRing } from './key-ring.ts'
import { resealAll } from './reseal.ts'
import { createSealer } from './sealer.ts'

/** Seals every value under the ring's current key that is under another one. Answers with how many there were. */
export function resealUnderCurrentKey(pool: Pool, ring: KeyRing): Promise<number> {
  const sealer = createSealer(ring)
  return resealAll(pool, `${ring.current}:`, (sealed, place) => sealer.seal(sealer.open(sealed, place), place))
}
