import { describe, expect, it } from 'vitest'
import type { Sample } from '../../../../contract/tasks.ts'
import { ownerChoices, ownerLabel, ownerWords } from '../../../../src/features/tasks/sample-owner.ts'

const person = (id: string, name: string, idNumber: string | null = null) => ({ id, name, idNumber, note: null })
const sample: Sample = {
  id: 'LAB-1',
  sampledAt: '2022-05-20T06:10:00.000Z',
  resultAt: null,
  result: 'negative',
  site: null,
  source: '区化验室',
  counts: false,
  subjectId: null,
  candidates: ['b'],
  assigned: null,
}
const told = { by: '林雨', at: '2022-05-21T12:00:00.000Z' }

describe('the label of a person on a shared number', () => {
  it.each([
    ['the masked name where it tells', [person('a', '张*'), person('b', '李*')], ['张*', '李*']],
    [
      'with the end of the ID number where two look alike',
      [person('a', '张*', '4499**********1234'), person('b', '张*', '4499**********5678')],
      ['张* 证件尾号1234', '张* 证件尾号5678'],
    ],
    [
      'with the place where nothing else tells',
      [person('a', '张*'), person('b', '张*', '4499**********5678')],
      ['张*（第1人）', '张* 证件尾号5678'],
    ],
  ])('is %s', (_, people, labels) => {
    expect(people.map(one => ownerLabel(one, people))).toEqual(labels)
  })
})

it('asks only about those the sample may be of, and not where the lab tells', () => {
  const people = [person('a', '张*'), person('b', '李*')]

  expect(ownerChoices(sample, people)).toEqual([{ value: 'b', label: '李*' }])
  expect(ownerChoices({ ...sample, candidates: [] }, people)).toEqual([])
})

it('says whose it was said to be', () => {
  const people = [person('a', '张*'), person('b', '李*')]

  expect(ownerWords(sample, people)).toBeNull()
  expect(ownerWords({ ...sample, subjectId: 'b', assigned: told }, people)).toBe('是李*的')
  expect(ownerWords({ ...sample, assigned: told }, people)).toBe('不是这里的人')
})
