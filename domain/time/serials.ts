/** Excel's count of days since 1899-12-30. A sheet has no zone: its times are local times as they stand. */
import type { LocalTime } from './local-time.ts'
import { DAY_MS, SECOND_MS } from './lengths.ts'

const SERIAL_OF_1970 = 25_569

/** A count of days as a local day or, with a fraction, a local time to the second. */
export function serialTime(serial: number): LocalTime {
  const ms = Math.round((serial - SERIAL_OF_1970) * (DAY_MS / SECOND_MS)) * SECOND_MS
  const time = new Date(ms).toISOString()
  return ms % DAY_MS === 0 ? time.slice(0, 10) : time.slice(0, 19)
}

/** A local day or time as a count of days; a `Date` is one whose UTC fields read as the local time. */
export function serialOf(time: LocalTime | Date): number {
  const ms = time instanceof Date ? time.getTime() : Date.parse(time.length === 10 ? time : `${time}Z`)
  return ms / DAY_MS + SERIAL_OF_1970
}
