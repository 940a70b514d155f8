import * as fc from 'fast-check'
import { expect, it } from 'vitest'
import { serialOf, serialTime } from '../../../domain/time/serials.ts'

it.each([
  [1, '1899-12-31'],
  [25_569, '1970-01-01'],
  [44_702, '2022-05-21'],
  [44_702.5, '2022-05-21T12:00:00'],
  [44_702.5902777778, '2022-05-21T14:10:00'],
])('a sheet means by %d the time %s', (serial, time) => {
  expect(serialTime(serial)).toBe(time)
  expect(serialOf(time)).toBeCloseTo(serial, 8)
})

it('reads back every second it wrote', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 100_000 * 86_400 }), seconds => {
      const time = serialTime(seconds / 86_400)
      expect(serialTime(serialOf(time))).toBe(time)
      expect(serialOf(new Date(time.length === 10 ? time : `${time}Z`))).toBe(serialOf(time))
    }),
  )
})
