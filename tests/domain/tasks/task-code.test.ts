import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { codesNear, isTaskCodeValid, normalizeTaskCode, taskCodeOf } from '../../../domain/tasks/task-code.ts'

const ALPHABET = [...'0123456789ABCDEFGHJKMNPQRSTVWXYZ']
const code = fc.nat({ max: 2 ** 20 - 1 }).map(taskCodeOf)

describe('taskCodeOf', () => {
  it('gives every serial of a full round its own code', () => {
    const codes = new Set<string>()
    for (let serial = 0; serial < 2 ** 20; serial++) codes.add(taskCodeOf(serial))

    expect(codes.size).toBe(2 ** 20)
  })

  it('makes five characters that can be read aloud', () => {
    fc.assert(fc.property(code, made => /^[0-9A-HJKMNP-TV-Z]{5}$/.test(made) && isTaskCodeValid(made)))
  })
})

describe('isTaskCodeValid', () => {
  it('detects every single wrong character', () => {
    fc.assert(
      fc.property(code, fc.nat({ max: 4 }), fc.constantFrom(...ALPHABET), (made, at, other) => {
        fc.pre(made[at] !== other)
        return !isTaskCodeValid(made.slice(0, at) + other + made.slice(at + 1))
      }),
    )
  })

  it('detects every swap of two different characters', () => {
    fc.assert(
      fc.property(code, fc.nat({ max: 4 }), fc.nat({ max: 4 }), (made, left, right) => {
        const letters = [...made]
        fc.pre(letters[left] !== letters[right])
        ;[letters[left], letters[right]] = [letters[right] ?? '', letters[left] ?? '']
        return !isTaskCodeValid(letters.join(''))
      }),
    )
  })

  it.each(['', 'K7Q2', 'K7Q2MM', 'K7Q2I', 'k7q2m'])('refuses the shape of %j', text => {
    expect(isTaskCodeValid(text)).toBe(false)
  })
})

describe('normalizeTaskCode', () => {
  it.each([
    ['#k7q2m', 'K7Q2M'],
    ['k7o2l', 'K7021'],
    [' # i7Q2m ', '17Q2M'],
    ['＃Ｋ７Ｑ２Ｍ', 'K7Q2M'],
  ])('turns %j into %s', (written, normal) => {
    expect(normalizeTaskCode(written)).toBe(normal)
  })
})

describe('codesNear', () => {
  it('finds the code that one wrong character was made of, among five at most', () => {
    fc.assert(
      fc.property(code, fc.nat({ max: 4 }), fc.constantFrom(...ALPHABET, 'U'), (made, at, other) => {
        fc.pre(made[at] !== other)
        const near = codesNear(made.slice(0, at) + other + made.slice(at + 1))
        return near.includes(made) && near.length <= 5 && near.every(isTaskCodeValid)
      }),
    )
  })

  it.each(['', 'K7Q2', 'K7Q2MM', taskCodeOf(7)])('is empty for %j, which is no mistyped code', text => {
    expect(codesNear(text)).toEqual([])
  })
})
