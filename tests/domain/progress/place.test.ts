import { describe, expect, it } from 'vitest'
import { placeOf, type Standing } from '../../support/place-of.ts'

const task: Standing = { status: 'to_call', waits: false, called: true, lastOutcome: null }

describe('where a task stands', () => {
  it.each<[string | null, Partial<Standing>]>([
    ['notCalled', { called: false }],
    ['notReached', { lastOutcome: 'no_answer' }],
    ['notReached', { lastOutcome: 'powered_off' }],
    ['callAgain', { lastOutcome: 'call_later' }],
    ['callAgain', { lastOutcome: 'hung_up' }],
    ['resultPending', { lastOutcome: 'reached' }],
    ['toVisit', { status: 'to_visit', lastOutcome: 'no_answer' }],
    ['toRecord', { status: 'reported', lastOutcome: 'reached', waits: true }],
    ['toRecord', { status: 'closed', lastOutcome: 'reached', waits: true }],
    ['toRecord', { status: 'reported', lastOutcome: 'refused', waits: true }],
    ['refused', { status: 'recorded', lastOutcome: 'refused' }],
    ['resultPending', { status: 'recorded', lastOutcome: 'reached' }],
    [null, { status: 'closed', lastOutcome: 'refused' }],
  ])('%s: %o', (place, facts) => expect(placeOf({ ...task, ...facts })).toBe(place))
})
