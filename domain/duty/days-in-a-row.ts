import { addDays } from '../time/days.ts'

/** More days than this in a row are too many for anybody. */
export const MAX_DAYS_IN_A_ROW = 6

/** How many days in a row, up to `today`, a person had a shift; a day off before today ends it. */
export function daysInARow(days: readonly string[], today: string): number {
  const worked = new Set(days)
  let day = worked.has(today) ? today : addDays(today, -1)
  let count = 0
  while (worked.has(day)) {
    count += 1
    day = addDays(day, -1)
  }
  return count
}
