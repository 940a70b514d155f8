import { describe, expect, it } from 'vitest'
import type { TestMention, TestResultMention } from '../../../../contract/report-fields.ts'
import { nextResult, tapDay } from '../../../../src/features/calling/report-form/told-tests.ts'

const on = (day: number, result: TestResultMention = 'negative'): TestMention => ({ date: `2022-05-${day}`, result })

it('goes from nothing said over 阴 and 未出 to 阳 and back, and from 已做 to 阴', () => {
  const first = nextResult(null)

  expect([first, nextResult(first), nextResult('pending'), nextResult('positive'), nextResult('unknown')]).toEqual([
    'negative',
    'pending',
    'positive',
    null,
    'negative',
  ])
})

describe('a tap on a day', () => {
  it.each([
    ['adds a test among the others', [on(19), on(21)], 2, '2022-05-20', [on(19), on(20), on(21)], 3],
    ['changes the result of the one that was told', [on(20)], 1, '2022-05-20', [on(20, 'pending')], 1],
    ['takes away a positive one, and the number with it', [on(20, 'positive')], 1, '2022-05-20', [], null],
    ['ends that none was done', [], 0, '2022-05-20', [on(20)], 1],
    ['leaves a number that is more than the days', [on(19)], 3, '2022-05-20', [on(19), on(20)], 3],
    ['keeps the number when the one day goes', [on(20, 'positive')], 2, '2022-05-20', [], 2],
    ['counts on where days are more than was told', [], 1, '2022-05-20', [on(20)], 1],
  ] as const)('%s', (_, tests, testCount, day, tests_, count) => {
    expect(tapDay({ tests: [...tests], testCount }, day)).toEqual({ tests: tests_, testCount: count })
  })
})
