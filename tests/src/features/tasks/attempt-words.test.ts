import { expect, it } from 'vitest'
import type { CallAttempt } from '../../../../contract/call-attempts.ts'
import type { TaskDetail } from '../../../../contract/tasks.ts'
import { attemptWords, claimWords } from '../../../../src/features/tasks/attempt-words.ts'

const now = Date.parse('2022-05-21T12:00:00Z')
const attempt: CallAttempt = {
  id: 'call',
  staffName: '陈晓',
  startedAt: '2022-05-21T11:00:00.000Z',
  underWay: false,
  outcome: 'reached',
  mismatchKind: null,
  callBackAt: '2022-05-21T15:00:00.000Z',
  undoUntil: null,
  saysTested: { on: '2022-05-20' },
}

/** As far as the words ask. */
const aTask = (change: object = {}): TaskDetail =>
  ({ status: 'to_call', attemptCount: 1, lastOutcome: 'reached', attempts: [attempt], samples: [], ...change }) as never

const sample = (sampledAt: string, result = 'pending') => ({ sampledAt, result })

it('says how a call ended in which a test was claimed', () => {
  expect(attemptWords(attempt, now)).toBe('自称5/20已做，23:00 再看')
  expect(attemptWords({ ...attempt, saysTested: null }, now)).toBe('已接通，约 23:00')
})

it('says of a call without an outcome whether it goes on', () => {
  const open = { ...attempt, outcome: null, callBackAt: null, saysTested: null }

  expect(attemptWords({ ...open, underWay: true }, now)).toBe('正在通话')
  expect(attemptWords({ ...open, underWay: false }, now)).toBe('没有记结果')
})

it.each([
  ['with its day', aTask(), '自称5/20已做'],
  ['without a day where none was told', aTask({ attempts: [{ ...attempt, saysTested: { on: null } }] }), '自称已做'],
  [
    'still where the lab has only an older sample',
    aTask({ samples: [sample('2022-05-19T02:00:00Z')] }),
    '自称5/20已做',
  ],
  [
    'still where the sample was withdrawn',
    aTask({ samples: [sample('2022-05-20T02:00:00Z', 'void')] }),
    '自称5/20已做',
  ],
  [
    'while the next call goes on',
    aTask({ attempts: [{ ...attempt, outcome: null, saysTested: null }, attempt] }),
    '自称5/20已做',
  ],
  ['no more where the lab has a sample of that day', aTask({ samples: [sample('2022-05-20T02:00:00Z')] }), null],
  ['no more after a later call', aTask({ lastOutcome: 'busy', attemptCount: 2 }), null],
  ['not where an earlier list was told', aTask({ attemptCount: 0 }), null],
])('repeats the claim %s', (_, task, words) => {
  expect(claimWords(task)).toBe(words)
})
