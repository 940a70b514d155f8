/**
 * Between instants and what a clock on the wall shows at +08:00: China has one time zone, and no summer time since 1992.
 * Plain arithmetic: the first rows of the page are drawn before a library is there, and lab files ask a hundred thousand times.
 */
import { HOUR_MS } from './lengths.ts'

/** An instant: ISO 8601 with an offset, milliseconds since 1970, or a `Date`. */
export type Instant = string | number | Date

const OFFSET_MS = 8 * HOUR_MS

/** A date whose UTC fields read as those of +08:00, whatever the zone of the machine. */
export const onTheWall = (at: Instant): Date => new Date(new Date(at).getTime() + OFFSET_MS)

/** The calendar day of an instant, `2022-05-21`. */
export const dayAt = (at: Instant): string => onTheWall(at).toISOString().slice(0, 10)

/** The time of day of an instant, `21:05`. */
export const clockAt = (at: Instant): string => onTheWall(at).toISOString().slice(11, 16)

/** The hour of an instant, 0 to 23. */
export const hourAt = (at: Instant): number => onTheWall(at).getUTCHours()
