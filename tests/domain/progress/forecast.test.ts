import { expect, it } from 'vitest'
import { forecastOf } from '../../../domain/progress/forecast.ts'
import { HOUR_MS } from '../../../domain/time/lengths.ts'

it.each([
  [60, 30, 2 * HOUR_MS],
  [45, 60, 0.75 * HOUR_MS],
  [0, 0, 0],
  [60, 0, null],
])('%i to do, %i done in the last hour', (toDo, doneLastHour, inMs) => {
  expect(forecastOf({ toDo, doneLastHour }, 1000)).toBe(inMs === null ? null : 1000 + inMs)
})
