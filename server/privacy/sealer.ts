import type { Sealed } from '../db/schema/columns.ts'

/** What a keyed hash is for; the same text hashes differently for each purpose. */
type HashPurpose =
  'phone' | 'phone_tail' | 'id_number' | 'id_tail' | 'audit_head' | 'message' | 'guess' | 'login' | 'feed_row'

/**
 * Encryption at rest. Values are sealed before they reach the database and opened only to be masked, revealed or dialled.
 * `hash` is keyed, so a stolen table cannot be searched by trying numbers.
 */
export interface Sealer {
  seal(text: string): Sealed
  /** Throws when the value was changed or its key is unknown. */
  open(sealed: Sealed): string
  hash(purpose: HashPurpose, text: string): string
}

export const sealJson = (sealer: Sealer, value: unknown): Sealed => sealer.seal(JSON.stringify(value))

/** Opens what `sealJson` sealed; the caller names the shape it sealed. */
export const openJson = <T>(sealer: Sealer, sealed: Sealed): T => JSON.parse(sealer.open(sealed)) as T
