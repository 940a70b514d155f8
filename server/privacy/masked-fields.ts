import type { ReportFields } from '../../contract/report-fields.ts'
import { maskAddress } from '../../domain/person/mask.ts'

/** Report fields as phones see them: the address down to the building. */
export function maskFields(fields: ReportFields): ReportFields {
  return { ...fields, address: fields.address && maskAddress(fields.address) }
}

/** A phone sends back what it was shown; a masked address that was not touched stands for the one we hold. */
export function unmaskFields(sent: ReportFields, held: ReportFields): ReportFields {
  const untouched = sent.address !== null && held.address !== null && sent.address === maskAddress(held.address)
  return untouched ? { ...sent, address: held.address } : sent
}
