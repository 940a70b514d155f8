import { HOUR_MS } from '../../../domain/time/lengths.ts'
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isSamePerson } from '../../../domain/person/same-person.ts'

const NOW = new Date('2022-05-21T12:00:00Z')
const hoursAgo = (hours: number) => new Date(NOW.getTime() - hours * HOUR_MS)
const known = (name: string, leftAt: Date | null = null) => ({ userid: 'chen.xiao', name, leftAt })

describe('a userid stands for the same person', () => {
  it.each([
    ['陈晓', '陈晓', true],
    ['陈晓', '陈晓（汀南）', true],
    ['汀南-陈晓', '陈晓', true],
    ['陈晓 流调', '陈晓（流调）', true],
    ['陈晓', 'ＣＨＥＮ', false],
    ['陈晓', '陈晓明', false],
    ['汀南-陈晓', '汀南-王伟', false],
    ['阿卜杜拉·买买提', '阿卜杜拉·艾力', false],
    // The directory's list gives no names to some apps, the log-in does.
    ['chen.xiao', '陈晓', true],
    ['陈晓', 'Chen.Xiao', true],
    ['', '陈晓', true],
  ])('%s, now %s: %s', (before, name, same) => {
    expect(isSamePerson(known(before), { name, at: NOW })).toBe(same)
  })

  it.each([
    [1, true],
    [24, true],
    [24.001, false],
    [24 * 400, false],
  ])('who was gone for %d hours: %s', (hours, same) => {
    expect(isSamePerson(known('陈晓', hoursAgo(hours)), { name: '陈晓', at: NOW })).toBe(same)
  })

  it('whichever of two names was first', () => {
    const name = fc.string({ unit: fc.constantFrom(...'陈晓王伟汀南-（） aB') })
    fc.assert(
      fc.property(name, name, (one, other) => {
        const forth = isSamePerson(known(one), { name: other, at: NOW })
        expect(isSamePerson(known(other), { name: one, at: NOW })).toBe(forth)
        expect(isSamePerson(known(one), { name: one, at: NOW })).toBe(true)
      }),
    )
  })
})
