import * as v from 'valibot'

export const Id = v.pipe(v.string(), v.uuid())

/** ISO 8601 instant in UTC. People see it as +08:00. */
export const Instant = v.pipe(v.string(), v.isoTimestamp())

/** Calendar day in +08:00, `YYYY-MM-DD`. */
export const Day = v.pipe(v.string(), v.isoDate())

/** The version of a task the sender looked at; a change on an older one is refused with what changed. */
export const Version = v.pipe(v.number(), v.integer(), v.minValue(1))

export const Count = v.pipe(v.number(), v.integer(), v.minValue(0))

/** Free text a person typed: trimmed, at most `max` characters, never empty. */
export const typedText = (max: number) => v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(max))
