import { tailOf } from '../../domain/person/mask.ts'
import type { Sealer } from './sealer.ts'

/**
 * Hashes by which a member's question finds a resident. Each is bound to the community whose resident it is: asked in
 * another one the same number has another hash, so that no question crosses a border by mistake. The hashes under which lab
 * results and earlier lists find people are others, and no question of a member reaches them.
 */
export const numberLookup = (sealer: Sealer, unitId: string, phone: string): string =>
  sealer.hash('phone_lookup', `${unitId}/${phone}`)

/** The same of the last four digits. */
export const tailLookup = (sealer: Sealer, unitId: string, phone: string): string =>
  sealer.hash('phone_tail', `${unitId}/${tailOf(phone)}`)
