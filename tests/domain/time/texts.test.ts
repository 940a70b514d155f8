import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { onTheWall } from '../../../domain/time/clock.ts'
import { localMoment } from '../../../domain/time/local-time.ts'
import { addDays } from '../../../domain/time/days.ts'
import { isoAt, localMinute, localWords, timeWords } from '../../../domain/time/texts.ts'

const instant = fc.integer({ min: Date.parse('1970-01-01T00:00:00Z'), max: Date.parse('2099-12-31T23:59:59Z') })

describe('words', () => {
  it('are those of +08:00, not of UTC', () => {
    expect(localWords(Date.parse('2022-05-31T16:05:00Z'))).toBe('6月1日 00:05')
    expect(localMinute(new Date('2022-05-31T16:05:59Z'))).toBe('2022-06-01 00:05')
  })

  it.each([
    ['2022-05-21', '5月21日'],
    ['2022-05-21T14:10:00', '5月21日 14:10'],
    ['2022-05-21T06:10:00Z', '5月21日 14:10'],
  ])('say %s as %s', (time, words) => {
    expect(timeWords(time)).toBe(words)
  })

  it('say what the clock shows', () => {
    fc.assert(
      fc.property(instant, at => {
        const shown = onTheWall(at).toISOString()
        expect(localMinute(at)).toBe(`${shown.slice(0, 10)} ${shown.slice(11, 16)}`)
        expect(localWords(at)).toBe(
          `${onTheWall(at).getUTCMonth() + 1}月${onTheWall(at).getUTCDate()}日 ${shown.slice(11, 16)}`,
        )
      }),
    )
  })
})

describe('isoAt', () => {
  it.each([
    ['2022-05-22', 21 * 60 + 5, 0, '2022-05-22T21:05:00+08:00'],
    ['2022-05-22', 24 * 60, 7, '2022-05-23T00:00:07+08:00'],
    ['2022-01-01', -1, 0, '2021-12-31T23:59:00+08:00'],
  ])('puts %s and %i minutes, %i seconds at %s', (day, minutes, seconds, expected) => {
    expect(isoAt(day, minutes, seconds)).toBe(expected)
  })

  it('is read back as the day and minute it was given', () => {
    const day = fc.integer({ min: 0, max: 40_000 }).map(days => addDays('1990-01-01', days))
    fc.assert(
      fc.property(day, fc.integer({ min: 0, max: 1439 }), (on, minutes) => {
        expect(localMoment(isoAt(on, minutes))).toEqual({ day: on, minutes })
      }),
    )
  })
})
