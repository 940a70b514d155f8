import type { BulletinPlan } from '../../contract/bulletins.ts'
import { localMoment, startOfDay } from '../time/local-time.ts'
import { MINUTE_MS } from '../time/lengths.ts'

/** Everybody's bots post at the full and at the half hour; the units of a city are spread over the minutes between. */
const FIRST_MINUTE = 3
const SPREAD_MINUTES = 24

/** The minute past the hour (and past the half) at which a unit's bulletins go out: 3 to 26, always the same one. */
export function minuteOf(unitId: string): number {
  const sum = [...unitId].reduce((total, letter) => (total * 31 + letter.charCodeAt(0)) % 100_003, 7)
  return FIRST_MINUTE + (sum % SPREAD_MINUTES)
}

/** Whether a minute of the day lies between the two times; the end may lie after midnight, and both the same is all day. */
export function isBetween(minute: number, { fromMinute, untilMinute }: BulletinPlan): boolean {
  if (fromMinute === untilMinute) return true
  if (fromMinute < untilMinute) return minute >= fromMinute && minute <= untilMinute
  return minute >= fromMinute || minute <= untilMinute
}

/**
 * The newest time at which a bulletin was to go out by itself, as milliseconds, or null where it is too late for it: a
 * server that was down sends what it missed within half the time to the next one, and never two.
 */
export function dueSlot(plan: BulletinPlan, unitId: string, now: number): number | null {
  const slot = slotBefore(plan, unitId, now)
  const inTime = now - slot <= (plan.everyMinutes / 2) * MINUTE_MS
  return inTime && isBetween(localMoment(slot).minutes, plan) ? slot : null
}

/** When the next one goes out, as milliseconds. */
export function nextSlot(plan: BulletinPlan, unitId: string, now: number): number | null {
  const stepMs = plan.everyMinutes * MINUTE_MS
  for (let slot = slotBefore(plan, unitId, now) + stepMs, left = 48; left > 0; left -= 1, slot += stepMs)
    if (isBetween(localMoment(slot).minutes, plan)) return slot
  return null
}

function slotBefore({ everyMinutes }: BulletinPlan, unitId: string, now: number): number {
  const { day, minutes } = localMoment(now)
  const offset = minuteOf(unitId)
  const steps = Math.floor((minutes - offset) / everyMinutes)
  return startOfDay(day) + (steps * everyMinutes + offset) * MINUTE_MS
}
