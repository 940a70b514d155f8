import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { MISSED_OUTCOMES, Outcome, Whereabouts, type ReportFields } from '../../../contract/report-fields.ts'
import { TaskStatus } from '../../../contract/tasks.ts'
import { beforeWork, isToBeReached, MOVES, type TaskState } from '../../../domain/tasks/status.ts'

const at = new Date('2022-05-21T12:00:00Z')
const NEW: TaskState = {
  status: 'to_call',
  rank: 3,
  urgent: false,
  deadlineAt: null,
  attemptCount: 0,
  lastOutcome: null,
  lastAttemptAt: null,
  nextCallAt: null,
  calledAt: null,
  reportedAt: null,
  recordedAt: null,
  matchedAt: null,
  exempt: null,
  closedAt: null,
  closedReason: null,
}
const matched = (task: TaskState) => ({ ...task, ...MOVES.match(task, { reason: '核酸已匹配', by: ['s1'], at }) })
type Told = Pick<ReportFields, 'outcome' | 'whereabouts' | 'callBackAt'>
const told = (outcome: Outcome | null, whereabouts: ReportFields['whereabouts'] = null): Told => ({
  outcome,
  whereabouts,
  callBackAt: null,
})
/** Of a call made from another phone, as pasted text tells it. */
const recorded = (task: TaskState, fields: Told) => ({
  ...task,
  ...MOVES.record(task, { fields, callIsCounted: false, at }),
})
const called = (task: TaskState, outcome: Outcome) => ({ ...task, ...MOVES.call(task, { outcome, at }) })
const undone = (after: TaskState, before: TaskState, left: TaskState = after) => ({
  ...after,
  ...MOVES.undo(after, beforeWork(before, left)),
})
const reported = (task: TaskState) => ({ ...task, ...MOVES.report(task, { outcome: 'reached', at }) })

describe('a move', () => {
  it('by a call counts it and keeps the first', () => {
    const first = { ...NEW, ...MOVES.call(NEW, { outcome: 'busy', at }) }
    const later = new Date('2022-05-21T13:00:00Z')

    expect({ ...first, ...MOVES.call(first, { outcome: 'no_answer', at: later }) }).toMatchObject({
      status: 'to_call',
      attemptCount: 2,
      lastOutcome: 'no_answer',
      calledAt: at,
      lastAttemptAt: later,
    })
  })

  it.each([
    [told('reached'), 'recorded', null, null],
    [told('reached', 'left'), 'closed', '已离本市，不计入匹配率', 'left'],
    [told('no_answer', 'left'), 'closed', '已离本市，不计入匹配率', 'left'],
    [told('invalid_number'), 'closed', '空号停机，不计入匹配率', 'invalid_number'],
    [told('refused'), 'recorded', null, null],
  ] as const)('by a record of %o leads to %s', (fields, status, closedReason, exempt) => {
    const task = recorded(reported(NEW), fields)

    expect(task).toMatchObject({ status, closedReason, exempt, recordedAt: at, lastOutcome: fields.outcome })
  })

  it('by a record never opens what the lab matched', () => {
    expect(recorded(matched(reported(NEW)), told('reached'))).toMatchObject({
      status: 'closed',
      closedReason: '核酸已匹配',
    })
    expect(recorded(matched(NEW), told('busy'))).toMatchObject({ status: 'closed', attemptCount: 1 })
  })

  it.each([
    ['to_call', NEW],
    ['reported', reported(NEW)],
    ['recorded', recorded(reported(NEW), told('reached'))],
    ['to_visit', recorded(called(called(NEW, 'busy'), 'busy'), told('busy'))],
  ])('back from a match leads to %s', (status, task) => {
    expect({ ...matched(task), ...MOVES.unmatch(matched(task)) }).toMatchObject({ status, matchedAt: null })
  })

  it('back from a match leaves an exempt task closed for that', () => {
    const task = matched(recorded(NEW, told('wrong_person')))

    expect({ ...task, ...MOVES.unmatch(task) }).toMatchObject({
      status: 'closed',
      closedReason: '人机不符，不计入匹配率',
    })
  })
})

// J8: "unavailable" is never "done".
describe('a record of somebody who was not reached', () => {
  it.each(MISSED_OUTCOMES)('%s keeps the task in the queue with its next time', outcome => {
    for (const before of [NEW, called(NEW, 'busy'), reported(NEW), recorded(NEW, told('reached'))]) {
      const task = recorded(before, { ...told(outcome), callBackAt: '2022-05-21T22:30:00+08:00' })

      expect(task).toMatchObject({ recordedAt: null, reportedAt: null, closedAt: null, lastOutcome: outcome })
      expect(task.attemptCount).toBe(before.attemptCount + 1)
      expect(task.status).toBe('to_call')
      expect(task.nextCallAt?.getTime()).toBeGreaterThan(at.getTime())
    }
  })

  it('keeps the time that was agreed', () => {
    const task = recorded(NEW, { ...told('call_later'), callBackAt: '2022-05-22T09:30:00+08:00' })

    expect(task).toMatchObject({ status: 'to_call', rank: 0, nextCallAt: new Date('2022-05-22T01:30:00Z') })
  })

  it('sends somebody to the door after the third call, wherever it was told', () => {
    expect(recorded(called(called(NEW, 'busy'), 'no_answer'), told('no_answer'))).toMatchObject({
      status: 'to_visit',
      nextCallAt: null,
    })
  })

  it('does not count the call of a report a second time', () => {
    const task = reported(NEW)
    const fields = told('busy')

    expect(MOVES.record(task, { fields, callIsCounted: true, at })).toMatchObject({
      status: 'to_call',
      attemptCount: 1,
    })
  })
})

describe('the end of a list', () => {
  it.each(TaskStatus.options)('closes those still to be reached and no other: %s', status => {
    const patch = MOVES.end({ status }, { reason: '名单已结束', at })

    if (!isToBeReached(status)) return expect(patch).toBeNull()
    expect(patch).toEqual({
      status: 'closed',
      closedAt: at,
      closedReason: '名单已结束',
      leaseStaffId: null,
      leaseUntil: null,
    })
  })
})

describe('an undone record', () => {
  const fields = fc.record({
    outcome: fc.constantFrom(null, ...Outcome.options),
    whereabouts: fc.constantFrom(null, ...Whereabouts.options),
    callBackAt: fc.constantFrom(null, '2022-05-22T09:30:00+08:00'),
  })
  const work = fc.array(fc.oneof(fc.constantFrom('report', 'call'), fields), { maxLength: 4 })
  const after = (steps: readonly (string | Told)[]) =>
    steps.reduce<TaskState>((task, step) => {
      if (typeof step !== 'string') return recorded(task, step)
      return step === 'report' ? reported(task) : called(task, 'hung_up')
    }, NEW)

  it('leaves the task as it was', () => {
    fc.assert(
      fc.property(work, fields, (steps, now) => {
        const before = after(steps)

        expect(undone(recorded(before, now), before)).toEqual(before)
      }),
    )
  })

  it('leaves what people did since', () => {
    const before = called(NEW, 'busy')
    const left = recorded(before, told('reached'))
    const rung = {
      ...left,
      attemptCount: 3,
      lastOutcome: 'hung_up' as const,
      nextCallAt: new Date('2022-05-22T00:00:00Z'),
    }
    const told2 = { ...left, ...MOVES.report(left, { outcome: 'reached', at: new Date('2022-05-21T13:00:00Z') }) }

    expect(undone(rung, before, left)).toMatchObject({
      status: 'to_call',
      attemptCount: 3,
      nextCallAt: rung.nextCallAt,
    })
    expect(undone(told2, before, left)).toMatchObject({ status: 'reported', reportedAt: told2.reportedAt })
  })

  it('leaves what the lab matched meanwhile closed', () => {
    const now = matched(recorded(reported(NEW), told('reached')))

    expect(undone(now, reported(NEW))).toMatchObject({
      status: 'closed',
      recordedAt: null,
    })
  })

  it('leaves open what the lab had closed before and withdrew meanwhile', () => {
    const before = matched(reported(NEW))
    const done = recorded(before, told('reached'))

    expect(undone({ ...done, ...MOVES.unmatch(done) }, before)).toMatchObject({ status: 'reported' })
  })
})
