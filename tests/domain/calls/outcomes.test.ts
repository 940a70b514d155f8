import { describe, expect, it } from 'vitest'
import { STUCK_PLACES } from '../../../contract/progress.ts'
import { MISSED_OUTCOMES, Outcome } from '../../../contract/report-fields.ts'
import { buttonOf, isMissed, OUTCOMES, outcomesInOrder, outcomesStuckAt } from '../../../domain/calls/outcomes.ts'

describe('the table of outcomes', () => {
  it('lists every outcome once', () => {
    expect([...outcomesInOrder()].sort()).toEqual([...Outcome.options].sort())
  })

  it('calls again exactly those in which nobody could tell anything', () => {
    expect(Outcome.options.filter(isMissed).sort()).toEqual([...MISSED_OUTCOMES].sort())
  })

  it('waits longer before the third call than before the second', () => {
    const spaced = outcomesInOrder().flatMap(outcome => {
      const { again } = OUTCOMES[outcome]
      return again === undefined || again === 'agreed' ? [] : [again]
    })

    expect(spaced.filter(([second, third]) => second <= 0 || third <= second)).toEqual([])
  })

  it('says of each outcome that told something where it stands until the lab has spoken, or that it is exempt', () => {
    const told = Outcome.options.filter(outcome => !isMissed(outcome))
    const stuck = STUCK_PLACES.flatMap(outcomesStuckAt).filter(outcome => !isMissed(outcome))

    expect(told.filter(outcome => OUTCOMES[outcome].exempt === undefined).sort()).toEqual([...stuck].sort())
  })

  it.each([
    ['label', (outcome: Outcome) => OUTCOMES[outcome].label],
    ['button', buttonOf],
  ])('says no %s twice: a reader must know which one is meant', (_name, wordOf) => {
    const words = outcomesInOrder().map(wordOf)

    expect(new Set(words).size).toBe(words.length)
  })
})
