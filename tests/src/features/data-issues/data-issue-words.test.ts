import { expect, it } from 'vitest'
import type { DataIssue } from '../../../../contract/data-issues.ts'
import { groupsOf, issuesOf, sourcesOf } from '../../../../src/features/data-issues/data-issue-words.ts'

const issue = (id: string, batchId: string, source: string) =>
  ({ id, batchId, batchName: batchId, source }) as DataIssue

it('names every source of a card once, the list first, and not the resident', () => {
  const fact = (source: string) => ({ label: '来自', value: '岚州', source, at: null })
  const batch = { id: 'b', name: '名单', source: '街道办', receivedAt: '2022-05-21T12:00:00.000Z' }

  expect(sourcesOf({ batch, facts: [fact('区卫健'), fact('街道办'), fact('本人 · 林雨录入')] })).toEqual([
    '街道办',
    '区卫健',
  ])
})

it('puts together what one sender is told', () => {
  const issues = [
    issue('1', 'a', '街道办'),
    issue('2', 'a', '公安'),
    issue('3', 'a', '街道办'),
    issue('4', 'b', '街道办'),
  ]

  expect(groupsOf(issues).map(group => issuesOf(group, issues).map(one => one.id))).toEqual([['1', '3'], ['2'], ['4']])
})
