import { expect, it } from 'vitest'
import { quietUntil } from '../../../domain/duty/cool-down.ts'
import { daysInARow } from '../../../domain/duty/days-in-a-row.ts'
import { dutySlots } from '../../../domain/duty/slots.ts'
import { MINUTE_MS } from '../../../domain/time/lengths.ts'

it.each([
  [['2022-05-21', '2022-05-20', '2022-05-19'], 3],
  [['2022-05-20', '2022-05-19'], 2],
  [['2022-05-19', '2022-05-18'], 0],
  [['2022-05-21', '2022-05-21', '2022-05-19'], 1],
  [[], 0],
])('%o are %i days in a row up to 21 May', (days, count) => {
  expect(daysInARow(days, '2022-05-21')).toBe(count)
})

it('leaves a unit alone for half an hour after a nudge, and after its answer', () => {
  const at = new Date('2022-05-21T12:00:00Z')
  const answeredAt = new Date('2022-05-21T12:10:00Z')
  expect(quietUntil({ at, answeredAt: null })).toBe(at.getTime() + 30 * MINUTE_MS)
  expect(quietUntil({ at, answeredAt })).toBe(answeredAt.getTime() + 30 * MINUTE_MS)
})

it.each([
  ['2022-05-21T09:00:00+08:00', '白班'],
  ['2022-05-21T16:00:00+08:00', '晚班'],
  ['2022-05-22T00:00:00+08:00', '夜班'],
  ['2022-05-22T07:59:00+08:00', '夜班'],
])('at %s the shift is %s', (now, word) => {
  expect(dutySlots(Date.parse(now))[0]?.word).toBe(word)
})
