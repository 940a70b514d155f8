import { expect, it } from 'vitest'
import { timesOf } from '../../../../src/features/privacy/audit/useAudit.ts'

it.each([
  [
    'from the first day’s midnight to the last day’s, in Shanghai',
    { from: '2022-05-20', to: '2022-05-21' },
    '2022-05-19T16:00:00.000Z',
    '2022-05-21T16:00:00.000Z',
  ],
  ['of one day', { from: '2022-05-31', to: '2022-05-31' }, '2022-05-30T16:00:00.000Z', '2022-05-31T16:00:00.000Z'],
  ['without a bound that was emptied', { from: '', to: '2022-05-21' }, null, '2022-05-21T16:00:00.000Z'],
])('asks for a time %s', (_, days, from, to) => {
  expect(timesOf('own', days)).toEqual({ from, to })
})

it('asks for all there is where no time is chosen', () => {
  expect(timesOf(null, { from: '2022-05-20', to: '2022-05-21' })).toEqual({ from: null, to: null })
})
