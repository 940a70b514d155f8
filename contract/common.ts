import * as v from 'valibot'

export const Id = v.pipe(v.string(), v.uuid())

/** ISO 8601 instant in UTC. People see it as +08:00. */
export const Instant = v.pipe(v.string(), v.isoTimestamp(), v.check(isRealInstant, 'no such time'))

/** Calendar day in +08:00, `YYYY-MM-DD`. */
export const Day = v.pipe(v.string(), v.isoDate(), v.check(isRealDate, 'no such day'))

/** The greatest number PostgreSQL keeps in a plain integer column. */
const MAX_INTEGER = 2_147_483_647

/** The version of a task the sender looked at; a change on an older one is refused with what changed. */
export const Version = v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(MAX_INTEGER))

/** Within so many minutes whoever noted something may take it back; after that it is corrected. */
export const UNDO_MINUTES = 10

export const Count = v.pipe(v.number(), v.integer(), v.minValue(0))

/** Free text a person typed: trimmed, at most `max` characters, never empty. */
export const typedText = (max: number) => v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(max))

/** Whether a text in the shape of a date names a day of the calendar: not the 31st of February. */
export function isRealDate(date: string): boolean {
  const instant = new Date(`${date}T00:00:00Z`)
  return !Number.isNaN(instant.getTime()) && instant.toISOString().startsWith(date)
}

/** Not every text in the shape of a time is one JavaScript and PostgreSQL both read; nothing here is older than 1970. */
export function isRealInstant(text: string): boolean {
  return Date.parse(text) >= 0 && isRealDate(text.slice(0, 10))
}
