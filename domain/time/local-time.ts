/** Days and times at +08:00 without naming it, and the instants they mean. */
import { onTheWall, type Instant } from './clock.ts'

/** A day `2022-05-21`, or a day with a local time `2022-05-21T14:10:00`, both at +08:00. */
export type LocalTime = string

/** What the wall shows; `day` is `YYYY-MM-DD`, `minutes` counts from midnight. */
export interface LocalMoment {
  readonly day: string
  readonly minutes: number
}

/** The day and minute of an instant. */
export function localMoment(at: Instant): LocalMoment {
  const wall = onTheWall(at)
  return { day: wall.toISOString().slice(0, 10), minutes: wall.getUTCHours() * 60 + wall.getUTCMinutes() }
}

/** An instant as a local time to the second, `2022-05-21T14:10:00`. */
export const localTimeAt = (at: Instant): LocalTime => onTheWall(at).toISOString().slice(0, 19)

/** An instant as inputs of a form have it, `2022-05-21T14:10`; `instantOf` reads it back. */
export const inputTimeAt = (at: Instant): LocalTime => localTimeAt(at).slice(0, 16)

/** 00:00 of a day as milliseconds. */
export const startOfDay = (day: string): number => Date.parse(`${day}T00:00:00+08:00`)

/** A local day or time, or an ISO time with an offset, as milliseconds; a day is its 00:00. NaN where there is no such time. */
export function instantOf(time: LocalTime): number {
  if (time.length === 10) return startOfDay(time)
  return Date.parse(/(?:Z|[+-]\d\d:?\d\d)$/.test(time) ? time : `${time}+08:00`)
}

/** The instant of a time of day, ISO 8601 in UTC: `2022-05-22`, `09:00`. */
export const instantAt = (day: string, clock: string): string => new Date(instantOf(`${day}T${clock}`)).toISOString()
