import { describe, expect, it } from 'vitest'
import { dayOf, instantOf, localWords, timeWords } from '../../domain/dates.ts'

describe('moments', () => {
  it('takes a day for 00:00 at +08:00 and a local time for +08:00', () => {
    expect(instantOf('2022-05-21')).toBe(Date.parse('2022-05-20T16:00:00Z'))
    expect(instantOf('2022-05-21T08:00:00')).toBe(Date.parse('2022-05-21T00:00:00Z'))
    expect(instantOf('2022-05-21T00:00:00Z')).toBe(Date.parse('2022-05-21T00:00:00Z'))
  })

  it('knows the day and the words at +08:00, not at UTC', () => {
    expect(dayOf('2022-05-20T16:30:00Z')).toBe('2022-05-21')
    expect(localWords(Date.parse('2022-05-31T16:05:00Z'))).toBe('6月1日 00:05')
  })
})

it.each([
  ['2022-05-21', '5月21日'],
  ['2022-05-21T14:10:00', '5月21日 14:10'],
])('says %s as %s', (time, words) => {
  expect(timeWords(time)).toBe(words)
})
