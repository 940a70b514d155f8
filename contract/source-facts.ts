import * as v from 'valibot'
import { MAX_FEED_ROWS } from './test-results.ts'

const Text = v.pipe(v.string(), v.trim(), v.maxLength(200))
const TextOrNumber = v.union([Text, v.pipe(v.number(), v.transform(String))])
const Optional = v.optional(v.nullable(TextOrNumber), null)

const who = {
  /** The sender's own row id; a second row with the same id replaces the first. */
  id: v.pipe(TextOrNumber, v.minLength(1)),
  /** At least one of the two. */
  phone: Optional,
  idNumber: Optional,
  /** When it was so: ISO time with offset, or local time or day read as +08:00. */
  at: Optional,
}

/** A row of `POST /api/feeds/vaccinations`. */
export const VaccinationRow = v.object({
  ...who,
  doses: v.pipe(
    v.union([v.number(), v.pipe(v.string(), v.trim(), v.regex(/^\d$/), v.transform(Number))]),
    v.integer(),
    v.minValue(0),
    v.maxValue(9),
  ),
})
export type VaccinationRow = v.InferOutput<typeof VaccinationRow>

/** A row of `POST /api/feeds/registrations`: where the grid has somebody registered. */
export const RegistrationRow = v.object({ ...who, address: v.pipe(Text, v.minLength(1)) })
export type RegistrationRow = v.InferOutput<typeof RegistrationRow>

/** Body of both feeds. Rows are judged one by one: a bad one does not refuse the others. */
export const SourceFeed = v.object({
  /** Who says so, as it stands beside the value on the task. */
  source: v.optional(v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(40))),
  rows: v.pipe(v.array(v.unknown()), v.maxLength(MAX_FEED_ROWS)),
})
export type SourceFeed = v.InferOutput<typeof SourceFeed>

export type SourceRow = VaccinationRow | RegistrationRow

export type SourceFactKind = 'vaccination' | 'registration'

/** The row if it has the right shape, else null. */
export function parseSourceRow(kind: SourceFactKind, row: unknown): SourceRow | null {
  const parsed = v.safeParse(kind === 'vaccination' ? VaccinationRow : RegistrationRow, row)
  return parsed.success ? parsed.output : null
}
