import { dayAt } from '../time/clock.ts'
import { addDays } from '../time/days.ts'
import { HOUR_MS } from '../time/lengths.ts'
import { startOfDay } from '../time/local-time.ts'

/** A time somebody can be on duty. */
export interface DutySlot {
  /** 白班, 晚班, 夜班. */
  readonly word: string
  readonly day: string
  readonly startsAt: string
  readonly endsAt: string
}

/** The shifts of a day, +08:00: the night shift is that of the morning after. */
const OF_A_DAY = [
  { word: '白班', from: 8, until: 16 },
  { word: '晚班', from: 16, until: 24 },
  { word: '夜班', from: 24, until: 32 },
] as const

const SHOWN = 6

/** The slots that have not ended, from the running one on. */
export function dutySlots(now: number): DutySlot[] {
  const today = dayAt(now)
  const days = [addDays(today, -1), today, addDays(today, 1), addDays(today, 2)]
  return days
    .flatMap(day =>
      OF_A_DAY.map(({ word, from, until }) => {
        const at = (hour: number) => new Date(startOfDay(day) + hour * HOUR_MS).toISOString()
        return { word, day, startsAt: at(from), endsAt: at(until) }
      }),
    )
    .filter(({ endsAt }) => Date.parse(endsAt) > now)
    .slice(0, SHOWN)
}
