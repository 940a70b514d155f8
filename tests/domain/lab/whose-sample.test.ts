import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  indexSamples,
  isNobodys,
  isOpen,
  mayBeTheirs,
  ownSamples,
  withAnswers,
  type Holders,
  type Household,
  type KeyedSample,
} from '../../../domain/lab/whose-sample.ts'

const household = (phones: string[], ...ids: (string | null)[]): Household => ({
  phoneHashes: phones,
  people: ids.map((idHash, at) => ({ id: `person ${at}`, idHash })),
})

const LISTS = {
  A: household(['81', '50'], 'ann'),
  B: household(['91'], 'bob'),
  C: household(['71'], 'eve', null),
  D: household(['61'], null),
}

/** With which numbers everybody stands on these lists. */
function holdersOf(lists: readonly Household[]): Holders {
  const holders = new Map<string, Household[]>()
  for (const list of lists)
    for (const { idHash } of list.people) if (idHash) holders.set(idHash, [...(holders.get(idHash) ?? []), list])
  return holders
}

const sample = (phoneHash: string | null, idHash: string | null, id = 's1'): KeyedSample => ({
  id,
  phoneHash,
  idHash,
  sampledAt: new Date('2022-05-20T00:00:00Z'),
})

const whose = (one: KeyedSample, lists: Record<string, Household> = LISTS) =>
  Object.entries(lists).flatMap(([name, list]) =>
    ownSamples(list, indexSamples([one]), holdersOf(Object.values(lists))).map(
      ({ subject, candidates }) => [name, subject, candidates] as const,
    ),
  )

describe('whose a sample is', () => {
  it.each([
    ['by ID number', sample(null, 'ann'), [['A', 0, []]]],
    ['by an alternative number', sample('50', null), [['A', 0, []]]],
    ['by ID number where the phone is somebody else’s', sample('81', 'bob'), [['B', 0, []]]],
    ['nobody’s for certain when several share the phone', sample('71', null), [['C', null, [0, 1]]]],
    ['one of several by ID number', sample('71', 'eve'), [['C', 0, []]]],
    ['only of those whose ID number is not known, by a foreign one', sample('71', 'zoe'), [['C', null, [1]]]],
    ['nobody’s when the ID number is a stranger’s', sample('81', 'zoe'), [['A', null, []]]],
    ['by phone where the list has no ID number', sample('61', 'zoe'), [['D', 0, []]]],
    ['of nobody we ask', sample('00', null), []],
  ])('%s', (_, one, expected) => {
    expect(whose(one)).toEqual(expected)
  })

  it('stays theirs where the same person stands on two lists with one number', () => {
    const lists = { earlier: household(['81'], 'ann'), now: household(['81'], 'ann') }

    expect(whose(sample('81', 'ann'), lists)).toEqual([
      ['earlier', 0, []],
      ['now', 0, []],
    ])
  })

  it('is the oldest first', () => {
    const days = ['2022-05-21', '2022-05-19', '2022-05-20']
    const samples = days.map(day => ({ ...sample('81', null, day), sampledAt: new Date(day) }))

    expect(ownSamples(LISTS.A, indexSamples(samples), new Map()).map(one => one.id)).toEqual([...days].sort())
  })
})

describe('an answer of those who share a number', () => {
  const [asked] = ownSamples(LISTS.C, indexSamples([sample('71', null)]), new Map())
  const answered = (subjectId: string | null) =>
    withAnswers(asked ? [asked] : [], LISTS.C.people, new Map([['s1', { subjectId }]]))[0]

  it.each([
    ['one of them', 'person 1', 1, true],
    ['none of them', null, null, false],
  ])('%s', (_, subjectId, subject, theirs) => {
    const sampleNow = answered(subjectId)

    expect(asked && isOpen(asked)).toBe(true)
    expect(sampleNow?.subject).toBe(subject)
    expect(sampleNow && [isOpen(sampleNow), isNobodys(sampleNow), mayBeTheirs(sampleNow)]).toEqual([
      false,
      !theirs,
      theirs,
    ])
  })

  it('is left out where the lab says more by now', () => {
    const [known] = ownSamples(LISTS.C, indexSamples([sample('71', 'eve')]), new Map())

    expect(withAnswers(known ? [known] : [], LISTS.C.people, new Map([['s1', { subjectId: null }]]))).toEqual([known])
  })
})

it('never gives a sample with an ID number to a person with another one', () => {
  const key = fc.constantFrom('a', 'b', 'c', null)
  const phone = fc.constantFrom('1', '2')
  const lists = fc.array(
    fc.record({ phones: fc.uniqueArray(phone, { minLength: 1 }), ids: fc.array(key, { minLength: 1, maxLength: 3 }) }),
    { minLength: 1, maxLength: 4 },
  )
  fc.assert(
    fc.property(lists, phone, fc.constantFrom('a', 'b', 'c'), (some, number, id) => {
      const households = some.map(({ phones, ids }) => household(phones, ...ids))
      const index = indexSamples([sample(number, id)])
      for (const list of households)
        for (const { subject } of ownSamples(list, index, holdersOf(households)))
          expect([id, null]).toContain(subject === null ? null : list.people[subject]?.idHash)
    }),
  )
})
