import type { ReportFields } from '../../contract/report-fields.ts'
import { maskAddress } from '../../domain/person/mask.ts'
import { maskText } from '../../domain/person/mask-text.ts'

/** How each field that is free text of a person is shown. */
const SHOWN = { address: maskAddress, origin: maskText, awayPlace: maskText } as const
const FREE = ['address', 'origin', 'awayPlace'] as const

/** Report fields as phones see them: the address down to the building, places without what tells who somebody is. */
export function maskFields(fields: ReportFields): ReportFields {
  const shown = { ...fields }
  for (const name of FREE) shown[name] = shownOf(name, fields)
  return shown
}

/** A phone sends back what it was shown; a masked text that was not touched stands for the one we hold. */
export function unmaskFields(sent: ReportFields, held: ReportFields): ReportFields {
  const fields = { ...sent }
  for (const name of FREE) if (sent[name] !== null && sent[name] === shownOf(name, held)) fields[name] = held[name]
  return fields
}

function shownOf(name: (typeof FREE)[number], fields: ReportFields): string | null {
  const text = fields[name]
  return text === null ? null : SHOWN[name](text)
}
