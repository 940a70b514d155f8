import type { ReportFields } from '../../contract/report-fields.ts'
import type { Sealed } from '../db/schema/columns.ts'
import { DomainError } from '../errors.ts'
import { openJson, sealJson, type Sealer } from '../privacy/sealer.ts'
import { unmaskFields } from '../privacy/masked-fields.ts'

interface HeldAddress {
  key: string
  address: string
}

/**
 * The address told in a message, for the phone to carry until the card is recorded: it can be read by the server only and
 * belongs to this one card, so neither the pasted text nor the address has to stay anywhere meanwhile.
 */
export const sealAddress = (sealer: Sealer, key: string, address: string): string => sealJson(sealer, { key, address })

/**
 * Fields as a phone sends them back, with the address understood where its masked form was not touched.
 * @throws DomainError `invalid_input` for what this server did not seal for this card
 */
export function withSealedAddress(
  sealer: Sealer,
  key: string,
  sent: ReportFields,
  addressSealed: string | null,
): ReportFields {
  if (addressSealed === null || sent.address === null) return sent
  return unmaskFields(sent, { ...sent, address: openAddress(sealer, key, addressSealed) })
}

function openAddress(sealer: Sealer, key: string, addressSealed: string): string {
  const held = tryOpen(sealer, addressSealed)
  if (held?.key === key && typeof held.address === 'string') return held.address
  throw new DomainError('invalid_input', { fields: [{ path: 'items.addressSealed', problem: 'not of this card' }] })
}

/** A text that was changed on the way cannot be opened. */
function tryOpen(sealer: Sealer, text: string): HeldAddress | null {
  try {
    return openJson<HeldAddress>(sealer, text as Sealed)
  } catch {
    return null
  }
}
