import { describe, expect, it } from 'vitest'
import type { TaskSummary } from '../../../../contract/tasks.ts'
import {
  appendPage,
  belongsTo,
  emptyList,
  findRead,
  refreshHead,
  replaceTask,
} from '../../../../src/features/tasks/task-list.ts'
import { aTask } from '../../../support/a-task.ts'

const now = Date.parse('2022-05-21T12:00:00Z')
const later = '2022-05-21T13:00:00.000Z'
const before = '2022-05-21T11:00:00.000Z'

const listOf = (ids: string, next: string | null = null) => ({
  items: [...ids].map(id => aTask(id)),
  next,
  loaded: true,
})
const pageOf = (ids: string, next: string | null = null) => ({
  items: [...ids].map(id => aTask(id)),
  next,
  counts: null,
})
const idsOf = ({ items }: { items: readonly TaskSummary[] }) => items.map(({ id }) => id).join('')

describe('a list of tasks', () => {
  it('shows a row once when it moved down between two pages', () => {
    expect(idsOf(appendPage(listOf('abc', '2'), pageOf('cde')))).toBe('abcde')
    expect(idsOf(appendPage(listOf('abc', '2'), pageOf('ade')))).toBe('bcade')
  })

  it('keeps what was scrolled to below a fresh first page', () => {
    expect(idsOf(refreshHead(listOf('abcdef', '6'), pageOf('bxa', '3')))).toBe('bxadef')
  })

  it('is replaced whole by a page that is all there is', () => {
    expect(refreshHead(listOf('abcdef', '6'), pageOf('b'))).toMatchObject({ items: [{ id: 'b' }], next: null })
    expect(idsOf(refreshHead(emptyList, pageOf('ab', '2')))).toBe('ab')
  })

  it('loses a row that does not belong there any more and no other', () => {
    expect(idsOf(replaceTask(listOf('abc'), 'to_call', aTask('b', { status: 'reported' }), now))).toBe('ac')
    expect(idsOf(replaceTask(listOf('abc'), 'all', aTask('b', { status: 'reported' }), now))).toBe('abc')
    expect(idsOf(replaceTask(listOf('abc'), 'to_call', aTask('x'), now))).toBe('abc')
  })

  it.each([
    ['to_call', { nextCallAt: before }, true],
    ['to_call', { nextCallAt: later }, false],
    ['call_back', { nextCallAt: later }, true],
    ['call_back', { nextCallAt: later, status: 'closed' }, false],
    ['reported', { status: 'reported' }, true],
    ['reported', { status: 'recorded' }, false],
  ] as const)('has on %s a task with %o: %s', (bucket, change, belongs) => {
    expect(belongsTo(bucket, aTask('a', change), now)).toBe(belongs)
  })
})

describe('findRead', () => {
  const one = aTask('a', { code: 'K7Q2M', phoneTail: '5678' })
  const other = aTask('b', { code: 'P6ND6', phoneTail: '5678' })
  const lists = [
    listOf(''),
    { items: [one, other], next: null, loaded: true },
    { items: [one], next: null, loaded: true },
  ]

  it.each([
    ['K7Q2M', 'a'],
    ['5678', 'ab'],
  ])('finds by %s what was read, each task once', (text, ids) => {
    expect(idsOf(findRead(lists, text))).toBe(ids)
  })

  it('waits for the server where nothing was read that fits', () => {
    expect(findRead(lists, '0000')).toEqual({ items: [], next: null, loaded: false })
  })
})
