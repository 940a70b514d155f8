// D3, D11, D13: the ladder ends, a promise is kept first, nobody is woken for a list that can wait.
import { describe, expect, it } from 'vitest'
import { afterCall, isLadderOver, newRank, queueRank } from '../../../domain/tasks/queue.ts'

const at = new Date('2022-05-21T04:00:00Z') // noon
const task = { urgent: false, deadlineAt: null, attemptCount: 0, lastOutcome: null, nextCallAt: null }
const later = new Date('2022-05-21T05:00:00Z')

describe('the order of the queue', () => {
  it('is: agreed times, urgent lists, due repeats, the rest', () => {
    const ranks = [
      queueRank({ urgent: false, lastOutcome: 'call_later', nextCallAt: later }),
      queueRank({ urgent: true, lastOutcome: 'busy', nextCallAt: later }),
      newRank(true),
      queueRank({ urgent: false, lastOutcome: 'busy', nextCallAt: later }),
      newRank(false),
    ]
    expect(ranks).toEqual([0, 1, 1, 2, 3])
  })
})

describe('after a call', () => {
  it.each(['no_answer', 'powered_off', 'busy', 'hung_up', 'unreachable'] as const)(
    'the third %s leads to the door',
    outcome => {
      const second = afterCall(task, { outcome, at }, 2)
      const third = afterCall(task, { outcome, at }, 3)

      expect(second).toMatchObject({ status: 'to_call', rank: 2 })
      expect(third).toMatchObject({ status: 'to_visit', nextCallAt: null })
      expect(isLadderOver({ ...task, attemptCount: 3, lastOutcome: outcome, nextCallAt: third.nextCallAt })).toBe(true)
      expect(isLadderOver({ ...task, attemptCount: 2, lastOutcome: outcome, nextCallAt: second.nextCallAt })).toBe(
        false,
      )
    },
  )

  it('an agreed time brings the number back, however often it was tried', () => {
    const agreed = afterCall(task, { outcome: 'call_later', at, callBackAt: '2022-05-21T23:00:00+08:00' }, 5)

    expect(agreed).toEqual({ status: 'to_call', nextCallAt: new Date('2022-05-21T15:00:00Z'), rank: 0 })
  })
})
