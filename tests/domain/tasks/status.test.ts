import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { EXEMPT_REASONS } from '../../../contract/tasks.ts'
import { beforeRecord, MOVES, type TaskState } from '../../../domain/tasks/status.ts'

const at = new Date('2022-05-21T12:00:00Z')
const NEW: TaskState = {
  status: 'to_call',
  attemptCount: 0,
  calledAt: null,
  reportedAt: null,
  recordedAt: null,
  matchedAt: null,
  exempt: null,
  closedAt: null,
  closedReason: null,
}
const matched = (task: TaskState) => ({ ...task, ...MOVES.match(task, { reason: '核酸已匹配', by: ['s1'], at }) })
const recorded = (task: TaskState, exempt: TaskState['exempt']) => ({ ...task, ...MOVES.record(task, { exempt, at }) })
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
    [null, 'recorded', null],
    ['left', 'closed', '已离本市，不计入匹配率'],
  ] as const)('by a record that is exempt as %s leads to %s', (exempt, status, closedReason) => {
    expect(recorded(reported(NEW), exempt)).toMatchObject({ status, closedReason, exempt, recordedAt: at })
  })

  it('by a record never opens what the lab matched', () => {
    expect(recorded(matched(reported(NEW)), null)).toMatchObject({ status: 'closed', closedReason: '核酸已匹配' })
  })

  it.each([
    ['to_call', NEW],
    ['reported', reported(NEW)],
    ['recorded', recorded(reported(NEW), null)],
  ])('back from a match leads to %s', (status, task) => {
    expect({ ...matched(task), ...MOVES.unmatch(matched(task)) }).toMatchObject({ status, matchedAt: null })
  })

  it('back from a match leaves an exempt task closed for that', () => {
    const task = matched(recorded(NEW, 'wrong_person'))

    expect({ ...task, ...MOVES.unmatch(task) }).toMatchObject({
      status: 'closed',
      closedReason: '人机不符，不计入匹配率',
    })
  })
})

describe('an undone record', () => {
  const exempt = fc.constantFrom(null, ...EXEMPT_REASONS)
  const work = fc.array(fc.oneof(fc.constant('report' as const), fc.record({ exempt })), { maxLength: 4 })

  it('leaves the task as it was', () => {
    fc.assert(
      fc.property(work, exempt, (steps, now) => {
        const before = steps.reduce<TaskState>(
          (task, step) => (step === 'report' ? reported(task) : recorded(task, step.exempt)),
          NEW,
        )
        const after = recorded(before, now)
        expect({ ...after, ...MOVES.undoRecord(after, beforeRecord(before)) }).toEqual(before)
      }),
    )
  })

  it('leaves what the lab matched meanwhile closed', () => {
    const after = matched(recorded(reported(NEW), null))

    expect({ ...after, ...MOVES.undoRecord(after, beforeRecord(reported(NEW))) }).toMatchObject({
      status: 'closed',
      recordedAt: null,
    })
  })

  it('leaves open what the lab had closed before and withdrew meanwhile', () => {
    const before = matched(reported(NEW))
    const after = { ...recorded(before, null), ...MOVES.unmatch(recorded(before, null)) }

    expect({ ...after, ...MOVES.undoRecord(after, beforeRecord(before)) }).toMatchObject({ status: 'reported' })
  })
})
