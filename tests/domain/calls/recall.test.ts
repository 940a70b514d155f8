// P27: the attempt ladder 1-2-3 with spacing, then the door.
import { describe, expect, it } from 'vitest'
import type { Outcome } from '../../../contract/report-fields.ts'
import { afterQuietHours, nextStep } from '../../../domain/calls/recall.ts'

const noon = '2022-05-20T12:00:00+08:00'
const local = (iso: string) => new Date(iso).toISOString()

describe('attempt ladder', () => {
  it.each<[Outcome, number, string]>([
    ['no_answer', 1, '2022-05-20T13:00:00+08:00'],
    ['no_answer', 2, '2022-05-20T15:00:00+08:00'],
    ['busy', 1, '2022-05-20T12:10:00+08:00'],
    ['powered_off', 1, '2022-05-20T14:00:00+08:00'],
    ['unreachable', 2, '2022-05-20T16:00:00+08:00'],
    ['hung_up', 1, '2022-05-20T15:00:00+08:00'],
  ])('%s at attempt %i is called again at %s', (outcome, attempts, dueAt) => {
    expect(nextStep({ urgent: false, outcome, attempts, endedAt: noon })).toEqual({ kind: 'call', dueAt: local(dueAt) })
  })

  it.each(['no_answer', 'powered_off', 'busy', 'hung_up', 'unreachable'] as const)(
    'after the third %s somebody goes to the door',
    outcome => {
      expect(nextStep({ urgent: false, outcome, attempts: 3, endedAt: noon })).toEqual({ kind: 'door' })
    },
  )

  it.each(['reached', 'refused', 'wrong_person', 'invalid_number'] as const)('%s needs no further call', outcome => {
    expect(nextStep({ urgent: false, outcome, attempts: 1, endedAt: noon })).toEqual({ kind: 'none' })
  })

  it('calls at the agreed time, whatever the hour', () => {
    const callBackAt = '2022-05-20T23:00:00+08:00'

    expect(nextStep({ urgent: false, outcome: 'call_later', attempts: 3, endedAt: noon, callBackAt })).toEqual({
      kind: 'call',
      dueAt: local(callBackAt),
    })
  })
})

describe('quiet hours', () => {
  it.each([
    ['2022-05-20T21:59:59+08:00', '2022-05-20T21:59:59+08:00'],
    ['2022-05-20T22:00:00+08:00', '2022-05-21T08:00:00+08:00'],
    ['2022-05-31T23:30:00+08:00', '2022-06-01T08:00:00+08:00'],
    ['2022-05-21T07:59:59+08:00', '2022-05-21T08:00:00+08:00'],
    ['2022-05-21T08:00:00+08:00', '2022-05-21T08:00:00+08:00'],
  ])('%s becomes %s', (at, expected) => {
    expect(afterQuietHours(Date.parse(at))).toBe(Date.parse(expected))
  })

  const evening = { outcome: 'no_answer' as const, attempts: 1, urgent: true, endedAt: '2022-05-20T21:30:00+08:00' }

  it('pushes a late call to the morning', () => {
    expect(nextStep(evening)).toEqual({ kind: 'call', dueAt: local('2022-05-21T08:00:00+08:00') })
  })

  it.each([['2022-05-21T02:00:00+08:00'], ['2022-05-21T07:30:00+08:00']])(
    'wakes nobody for a list that is not urgent, even when it is due %s',
    deadlineAt => {
      const step = nextStep({ ...evening, urgent: false, deadlineAt })

      expect(step).toEqual({ kind: 'call', dueAt: local('2022-05-21T08:00:00+08:00') })
    },
  )

  it('calls at night for an urgent list when the deadline is nearer than the morning', () => {
    const step = nextStep({ ...evening, deadlineAt: '2022-05-21T02:00:00+08:00' })

    expect(step).toEqual({ kind: 'call', dueAt: local('2022-05-20T22:30:00+08:00') })
  })

  it('calls for an urgent list before a deadline that is nearer than the spacing', () => {
    const step = nextStep({ ...evening, deadlineAt: '2022-05-20T22:00:00+08:00' })

    expect(step).toEqual({ kind: 'call', dueAt: local('2022-05-20T21:45:00+08:00') })
  })
})
