/**
 * Instants and local times as texts, on dayjs. It never sees another zone: it gets a wall clock as UTC, because its
 * `utcOffset(8)` counts by way of the machine's own zone and goes wrong in hours that zone skips.
 */
import dayjs from 'dayjs'
import utc from 'dayjs/plugin/utc.js'
import { onTheWall, type Instant } from './clock.ts'
import { instantOf, type LocalTime } from './local-time.ts'

dayjs.extend(utc)

const wall = (at: Instant) => dayjs.utc(onTheWall(at))

/** `5月21日 14:10` */
export const localWords = (at: Instant): string => wall(at).format('M月D日 HH:mm')

/** A local day or time as people say it: `5月21日`, `5月21日 14:10`. */
export function timeWords(time: LocalTime): string {
  return wall(instantOf(time)).format(time.length === 10 ? 'M月D日' : 'M月D日 HH:mm')
}

/** `2022-05-21 14:10`, as sheets have it. */
export const localMinute = (at: Instant): string => wall(at).format('YYYY-MM-DD HH:mm')

/** ISO text with +08:00 for a day and a time of day; minutes outside one day roll over. */
export function isoAt(day: string, minutes: number, seconds = 0): string {
  // Plain arithmetic: a paste asks it for every message, and dayjs takes a hundred times as long.
  const wallTime = new Date(Date.parse(`${day}T00:00:00Z`) + minutes * 60_000 + seconds * 1000)
  return `${wallTime.toISOString().slice(0, 19)}+08:00`
}
