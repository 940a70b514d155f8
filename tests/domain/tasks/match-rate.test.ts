import { describe, expect, it } from 'vitest'
import { matchRate, rateText } from '../../../domain/tasks/match-rate.ts'

describe('match rate', () => {
  it.each([
    [{ tasks: 300, exempt: 0, matched: 240 }, 0.8],
    [{ tasks: 300, exempt: 20, matched: 238 }, 0.85],
    [{ tasks: 40, exempt: 40, matched: 0 }, null],
    [{ tasks: 0, exempt: 0, matched: 0 }, null],
  ])('%j is %s', (counts, rate) => {
    expect(matchRate(counts)).toBe(rate)
  })

  it('reads 100.0% only when all are matched', () => {
    expect([1, 9999 / 10000, 0.85, null].map(rateText)).toEqual(['100.0%', '99.9%', '85.0%', '—'])
  })
})
