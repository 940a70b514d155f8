const HOUR_MS = 3_600_000
/** China has one time zone and no summer time since 1992. */
const OFFSET_MS = 8 * HOUR_MS

/** A day `2022-05-21`, or a day with a local time `2022-05-21T14:10:00`, both at +08:00. */
export type LocalTime = string

const pad = (n: number) => String(n).padStart(2, '0')

/** Milliseconds → `2022-05-21` at +08:00. */
export function localDay(ms: number): string {
  return new Date(ms + OFFSET_MS).toISOString().slice(0, 10)
}

/** Milliseconds → `5月21日 14:10` at +08:00. */
export function localWords(ms: number): string {
  const at = new Date(ms + OFFSET_MS)
  return `${at.getUTCMonth() + 1}月${at.getUTCDate()}日 ${pad(at.getUTCHours())}:${pad(at.getUTCMinutes())}`
}

/** A local day or time as people say it: `5月21日`, `5月21日 14:10`. */
export function timeWords(time: LocalTime): string {
  const words = localWords(instantOf(time))
  return time.length === 10 ? words.slice(0, words.indexOf(' ')) : words
}

/** 00:00 of a day at +08:00 as milliseconds. */
export function startOfDay(day: string): number {
  return Date.parse(`${day.slice(0, 10)}T00:00:00+08:00`)
}

/** A local day or time, or an ISO time with an offset, as milliseconds; a day is 00:00 of that day. */
export function instantOf(time: LocalTime): number {
  if (time.length === 10) return startOfDay(time)
  return Date.parse(/(?:Z|[+-]\d\d:?\d\d)$/.test(time) ? time : `${time}+08:00`)
}

/** The calendar day at +08:00 of a local day or time. */
export function dayOf(time: LocalTime): string {
  return localDay(instantOf(time))
}

const SERIAL_FROM = 25_569 // 1970-01-01
/** Days since 1899-12-30, Excel's count, as a local day or, with a fraction, a local time to the second. */
export function serialTime(serial: number): LocalTime {
  const seconds = Math.round(serial * 86_400)
  const iso = new Date((seconds - SERIAL_FROM * 86_400) * 1000).toISOString()
  return seconds % 86_400 === 0 ? iso.slice(0, 10) : iso.slice(0, 19)
}
