import type { Sealed } from '../db/schema/columns.ts'
import type { Place } from './places.ts'

/** What a keyed hash is for; the same text hashes differently for each purpose. */
type HashPurpose =
  | 'phone'
  | 'phone_tail'
  | 'phone_lookup'
  | 'id_number'
  | 'audit_head'
  | 'audit_entry'
  | 'audit_base'
  | 'audit_line'
  | 'audit_campaign'
  | 'message'
  | 'guess'
  | 'login'
  | 'outbox'
  | 'feed_row'
  | 'request_body'

/**
 * Encryption at rest. Values are sealed before they reach the database and opened only to be masked, revealed or dialled.
 * A sealed value belongs to its place (`places.ts`). `hash` is keyed, so a stolen table cannot be searched by trying numbers.
 */
export interface Sealer {
  seal(text: string, place: Place): Sealed
  /**
   * What was sealed at this place; nothing where the value was removed (`EMPTIED`). Throws when the value was changed or
   * moved, or its key is gone.
   */
  open(sealed: Sealed, place: Place): string
  hash(purpose: HashPurpose, text: string): string
}

/** Stands where a value was removed: a purge writes it into whole tables at once. */
export const EMPTIED = '' as Sealed

export const sealJson = (sealer: Sealer, value: unknown, place: Place): Sealed =>
  sealer.seal(JSON.stringify(value), place)

/** Opens what `sealJson` sealed; the caller names the shape it sealed, and what stands for a value that was removed. */
export function openJson<T>(sealer: Sealer, sealed: Sealed, place: Place, emptied: T): T {
  const text = sealer.open(sealed, place)
  return text === '' ? emptied : (JSON.parse(text) as T)
}

/** Stands on a screen for a value that does not open. */
export const UNREADABLE = '无法读取'

/**
 * For what is only shown: one value that was damaged, or that another key sealed, must not take the page with it on which
 * it stands. The sealer has told the log which. What is written back or sent out is opened without this, and fails.
 */
export function shown<T>(open: () => T, otherwise: T): T {
  try {
    return open()
  } catch {
    return otherwise
  }
}
