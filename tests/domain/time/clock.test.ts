import dayjs from 'dayjs'
import utc from 'dayjs/plugin/utc.js'
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { clockAt, dayAt, hourAt } from '../../../domain/time/clock.ts'
import {
  inputTimeAt,
  instantAt,
  instantOf,
  localMoment,
  localTimeAt,
  startOfDay,
} from '../../../domain/time/local-time.ts'
import { HOUR_MS } from '../../../domain/time/lengths.ts'

dayjs.extend(utc)

const instant = fc.integer({ min: Date.parse('1970-01-01T00:00:00Z'), max: Date.parse('2099-12-31T23:59:59Z') })

describe('what a clock on the wall shows', () => {
  it.each([
    ['2022-05-22T15:59:59Z', '2022-05-22', '23:59'],
    ['2022-05-22T16:00:00Z', '2022-05-23', '00:00'],
    ['2022-05-22T00:30:00+08:00', '2022-05-22', '00:30'],
    ['2021-12-31T23:59:00-05:00', '2022-01-01', '12:59'],
  ])('at %s it is %s %s', (at, day, clock) => {
    expect([dayAt(at), clockAt(at)]).toEqual([day, clock])
    expect([dayAt(new Date(at)), clockAt(Date.parse(at))]).toEqual([day, clock])
  })

  it('agrees with dayjs for every instant', () => {
    fc.assert(
      fc.property(instant, at => {
        const wall = dayjs.utc(at + 8 * HOUR_MS)
        expect(dayAt(at)).toBe(wall.format('YYYY-MM-DD'))
        expect(clockAt(at)).toBe(wall.format('HH:mm'))
        expect(hourAt(at)).toBe(wall.hour())
        expect(localTimeAt(at)).toBe(wall.format('YYYY-MM-DDTHH:mm:ss'))
        expect(localMoment(at)).toEqual({ day: dayAt(at), minutes: wall.hour() * 60 + wall.minute() })
        expect(startOfDay(dayAt(at)) + 8 * HOUR_MS).toBe(wall.startOf('day').valueOf())
      }),
    )
  })
})

describe('instants of local times', () => {
  it('takes a day for its 00:00, a local time for +08:00, and an offset as it stands', () => {
    expect(instantOf('2022-05-21')).toBe(Date.parse('2022-05-20T16:00:00Z'))
    expect(instantOf('2022-05-21T08:00:00')).toBe(Date.parse('2022-05-21T00:00:00Z'))
    expect(instantOf('2022-05-21T08:00')).toBe(Date.parse('2022-05-21T00:00:00Z'))
    expect(instantOf('2022-05-21T00:00:00Z')).toBe(Date.parse('2022-05-21T00:00:00Z'))
    expect(instantAt('2022-05-22', '09:00')).toBe('2022-05-22T01:00:00.000Z')
  })

  it.each(['', 'T', '2022-05-21T', '2022-13-01', '2022-05-21T25:00'])('knows no instant of %o', time => {
    expect(instantOf(time)).toBeNaN()
  })

  it('reads back what it wrote, to the second or to the minute', () => {
    fc.assert(
      fc.property(instant, at => {
        expect(instantOf(localTimeAt(at))).toBe(at - (at % 1000))
        expect(instantOf(inputTimeAt(at))).toBe(at - (at % 60_000))
        expect(instantAt(dayAt(at), clockAt(at))).toBe(new Date(at - (at % 60_000)).toISOString())
      }),
    )
  })
})
