import type { ReportFields } from '../../contract/report-fields.ts'
import type { Sealed } from '../db/schema/columns.ts'
import { DomainError } from '../errors.ts'
import { type Sealer } from '../privacy/sealer.ts'
import { unmaskFields } from '../privacy/masked-fields.ts'
import { ofPasteCard } from '../privacy/places.ts'

/**
 * The address told in a message, for the phone to carry until the card is recorded: it can be read by the server only and
 * belongs to this one card, so neither the pasted text nor the address has to stay anywhere meanwhile.
 */
export const sealAddress = (sealer: Sealer, key: string, address: string): string =>
  sealer.seal(address, ofPasteCard(key))

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
  const address = tryOpen(sealer, key, addressSealed)
  if (address) return address
  throw new DomainError('invalid_input', { fields: [{ path: 'items.addressSealed', problem: 'not of this card' }] })
}

/** A text that was changed on the way, or belongs to another card, cannot be opened. */
function tryOpen(sealer: Sealer, key: string, text: string): string | null {
  try {
    return sealer.open(text as Sealed, ofPasteCard(key))
  } catch {
    return null
  }
}
