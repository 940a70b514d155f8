import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { emptyReportFields } from '../../../contract/report-fields.ts'
import { matchReport, type FoundTasks, type MatchTask, type ToldIdentity } from '../../../domain/tasks/match-report.ts'
import { isTaskCodeValid, taskCodeOf } from '../../../domain/tasks/task-code.ts'

const CODE = taskCodeOf(7)
const OWN = new Set(['own'])

const task = (id: string, changes: Partial<MatchTask> = {}): MatchTask => ({
  id,
  unitId: 'own',
  phone: '13812345678',
  names: ['张三丰'],
  open: true,
  ...changes,
})

const nothing: FoundTasks<MatchTask> = { byCode: [], byNearCode: [], byPhone: [], byTail: [], compared: true }

const told = (identity: Partial<ToldIdentity>, outcome: 'reached' | null = 'reached') => ({
  ...emptyReportFields(),
  outcome,
  code: null,
  phone: null,
  phoneTail: null,
  name: null,
  ...identity,
})

const closed = { open: false }
const [a, b] = [task('a'), task('b')]

describe('a reading', () => {
  it.each<[string, Partial<ToldIdentity>, Partial<FoundTasks<MatchTask>>, string | null, string[]]>([
    ['a code', { code: CODE }, { byCode: [a] }, null, ['a']],
    ['a code and the name', { code: CODE, name: '张三丰' }, { byCode: [a] }, null, ['a']],
    ['a code and the masked name', { code: CODE, name: '张*' }, { byCode: [a] }, null, ['a']],
    ['a code of two tasks, one open', { code: CODE }, { byCode: [task('b', closed), a] }, null, ['a']],
    ['a code and another name', { code: CODE, name: '李明' }, { byCode: [a] }, 'name_differs', ['a']],
    ['a code and another tail', { code: CODE, phoneTail: '5679' }, { byCode: [a] }, 'name_differs', ['a']],
    [
      'a code and the number of another',
      { code: CODE, phone: '1' },
      { byCode: [a], byPhone: [b] },
      'name_differs',
      ['a', 'b'],
    ],
    ['a code and its own number', { code: CODE, phone: '1' }, { byCode: [a], byPhone: [a] }, null, ['a']],
    ['a code of a closed task', { code: CODE }, { byCode: [task('a', closed)] }, 'task_closed', ['a']],
    ['a code that nobody has', { code: CODE }, {}, 'no_match', []],
    ['a mistyped code', { code: 'K7Q2N', phone: '1' }, { byCode: [a], byPhone: [a] }, 'code_wrong', []],
    ['a mistyped code near two', { code: 'K7Q2N' }, { byNearCode: [task('b', closed), a] }, 'code_wrong', ['a', 'b']],
    ['a mistyped code and another name', { code: 'K7Q2N', name: '李明' }, { byNearCode: [a] }, 'code_wrong', []],
    ['a mistyped code and another tail', { code: 'K7Q2N', phoneTail: '5679' }, { byNearCode: [a] }, 'code_wrong', []],
    ['a mistyped code and another number', { code: 'K7Q2N', phone: '1' }, { byNearCode: [a] }, 'code_wrong', []],
    [
      'a mistyped code and another given name',
      { code: 'K7Q2N', name: '张飞' },
      { byNearCode: [a] },
      'code_wrong',
      ['a'],
    ],
    ['a number', { phone: '1' }, { byPhone: [a] }, null, ['a']],
    [
      'a number on a list without names',
      { phone: '1', name: '李明' },
      { byPhone: [task('a', { names: [] })] },
      null,
      ['a'],
    ],
    ['a number with two open tasks', { phone: '1' }, { byPhone: [a, b] }, 'several', ['a', 'b']],
    ['a number with one open task', { phone: '1' }, { byPhone: [a, task('b', closed)] }, null, ['a']],
    ['a number and another name', { phone: '1', name: '李明' }, { byPhone: [a] }, 'no_match', []],
    ['a number that was not compared', { phone: '1' }, { byPhone: [a], compared: false }, 'no_match', []],
    [
      'a code and a number that was not compared',
      { code: CODE, phone: '1' },
      { byCode: [a], compared: false },
      'name_differs',
      ['a'],
    ],
    [
      'a tail and the name',
      { phoneTail: '5678', name: '张三丰' },
      { byTail: [a, task('b', { names: ['李明'] })] },
      null,
      ['a'],
    ],
    ['a tail and another name', { phoneTail: '5678', name: '张先' }, { byTail: [a] }, 'no_match', []],
    ['a tail and a surname two have', { phoneTail: '5678', name: '张' }, { byTail: [a, b] }, 'several', ['a', 'b']],
    ['a tail alone', { phoneTail: '5678' }, { byTail: [a] }, 'tail_only', ['a']],
    [
      'a tail on a list without names',
      { phoneTail: '5678', name: '张三丰' },
      { byTail: [task('a', { names: [] })] },
      'tail_only',
      ['a'],
    ],
    [
      'a longer tail, of which four are compared',
      { phoneTail: '95678', name: '张三丰' },
      { byTail: [a] },
      'several',
      ['a'],
    ],
    ['a name alone', { name: '张三丰' }, { byTail: [a] }, 'no_match', []],
    ['nobody', {}, {}, 'no_match', []],
  ])('of %s', (_what, identity, found, doubt, candidates) => {
    const match = matchReport(told(identity), { ...nothing, ...found }, OWN)

    expect([match.doubt, match.candidates.map(one => one.id)]).toEqual([doubt, candidates])
  })

  it('that tells nothing is a question', () => {
    expect(matchReport(told({ code: CODE }, null), { ...nothing, byCode: [a] }, OWN).doubt).toBe('question')
  })
})

describe('whatever is told and found', () => {
  const anyTask = fc.record({
    id: fc.constantFrom('a', 'b', 'c', 'd'),
    unitId: fc.constantFrom('own', 'foreign'),
    phone: fc.constantFrom('13812345678', '13912345678', '13812345679'),
    names: fc.subarray(['张三丰', '张三', '李明', '欧阳娜']),
    open: fc.boolean(),
  })
  const tasks = fc.uniqueArray(anyTask, { selector: one => one.id })
  const anyFound = fc.record({
    byCode: tasks,
    byNearCode: tasks,
    byPhone: tasks,
    byTail: tasks,
    compared: fc.boolean(),
  })
  const anyRead = fc.record({
    code: fc.constantFrom(null, CODE, 'K7Q2N'),
    phone: fc.constantFrom(null, '13812345678'),
    phoneTail: fc.constantFrom(null, '678', '5678', '45678'),
    name: fc.constantFrom(null, '张', '张*', '张三', '张三丰', '李明', '欧阳', '王五'),
    outcome: fc.constantFrom('reached' as const, null),
  })

  it('clear means exactly one candidate, open, of an own community, that nothing contradicts', () => {
    fc.assert(
      fc.property(anyRead, anyFound, (read, found) => {
        const { doubt, candidates } = matchReport({ ...emptyReportFields(), ...read }, found, OWN)
        if (doubt !== null) return
        expect(candidates).toHaveLength(1)
        expect(candidates[0]).toMatchObject({ open: true, unitId: 'own' })
        expect(read.code !== null || read.phone !== null || (read.phoneTail !== null && read.name !== null)).toBe(true)
        expect(read.code === null || isTaskCodeValid(read.code)).toBe(true)
      }),
    )
  })

  it('a foreign task is never shown', () => {
    fc.assert(
      fc.property(anyRead, anyFound, (read, found) => {
        const { candidates } = matchReport({ ...emptyReportFields(), ...read }, found, OWN)
        expect(candidates.filter(one => one.unitId !== 'own')).toEqual([])
      }),
    )
  })

  it('what a screen hides of a resident changes nothing where what was told is not theirs', () => {
    const hidden = fc.record({
      phone: fc.stringMatching(/^138[0-8]{4}5678$/),
      name: fc.constantFrom('张一一', '张三丰', '张飞燕'),
    })
    const read = fc.record({
      code: fc.constantFrom(null, 'K7Q2N'),
      phone: fc.constantFrom(null, '13899995678'),
      phoneTail: fc.constantFrom(null, '5678', '95678'),
      name: fc.constantFrom(null, '张', '张*', '张*丰', '张无忌', '李明'),
    })
    fc.assert(
      fc.property(read, fc.tuple(hidden, hidden), (said, people) => {
        const answers = people.map(({ phone, name }) => {
          const one = task('a', { phone, names: [name] })
          const found = { byNearCode: [one], byPhone: [], byTail: [one] }
          const match = matchReport(told(said), { ...nothing, ...found }, OWN)
          return [match.doubt, match.candidates.map(({ id }) => id)]
        })
        expect(answers[0]).toEqual(answers[1])
      }),
    )
  })
})
