import { expect, it } from 'vitest'
import { exemptOf } from '../../../domain/tasks/exempt.ts'

it.each([
  ['wrong_person', null, 'wrong_person'],
  ['invalid_number', null, 'invalid_number'],
  ['reached', 'left', 'left'],
  ['reached', 'other_district', 'other_district'],
  [null, 'left', 'left'],
  ['reached', 'local', null],
  ['reached', 'not_returned', null],
  ['refused', null, null],
  ['no_answer', null, null],
  [null, null, null],
] as const)('outcome %s and whereabouts %s leave the rate as %s', (outcome, whereabouts, exempt) => {
  expect(exemptOf({ outcome, whereabouts })).toBe(exempt)
})
