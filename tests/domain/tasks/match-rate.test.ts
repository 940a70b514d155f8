import { describe, expect, it } from 'vitest'
import { isExempt, matchRate, rateText } from '../../../domain/tasks/match-rate.ts'

describe('match rate', () => {
  it.each([
    [{ tasks: 300, exempt: 0, matched: 240 }, 0.8],
    [{ tasks: 300, exempt: 20, matched: 238 }, 0.85],
    [{ tasks: 40, exempt: 40, matched: 0 }, null],
    [{ tasks: 0, exempt: 0, matched: 0 }, null],
  ])('%j is %s', (counts, rate) => {
    expect(matchRate(counts)).toBe(rate)
  })

  it.each([
    ['wrong_person', null, true],
    ['invalid_number', null, true],
    ['reached', 'left', true],
    ['reached', 'other_district', true],
    ['reached', 'local', false],
    ['no_answer', null, false],
    [null, null, false],
  ])('outcome %s and whereabouts %s leave the rate: %s', (outcome, whereabouts, exempt) => {
    expect(isExempt({ outcome, whereabouts })).toBe(exempt)
  })

  it('reads 100.0% only when all are matched', () => {
    expect([1, 9999 / 10000, 0.85, null].map(rateText)).toEqual(['100.0%', '99.9%', '85.0%', '—'])
  })
})
