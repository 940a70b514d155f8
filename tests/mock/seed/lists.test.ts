import { describe, expect, it } from 'vitest'
import { rowPlacer } from '../../../domain/lists/place-row.ts'
import { parseList } from '../../../domain/lists/parse-list.ts'
import { readFeed } from '../../../domain/lab/feed.ts'
import { evaluateRule } from '../../../domain/lab/rule.ts'
import { dayAt } from '../../../domain/time/clock.ts'
import { seedUnits } from '../../../mock/seed/directory.ts'
import { seedLabResults, seedLists } from '../../../mock/seed/lists.ts'
import { readWorkbook } from '../../../server/spreadsheet/read-workbook.ts'
import { samplesOfTasks } from '../../support/lab-samples.ts'

const MOMENTS = ['2022-05-20T19:00:00+08:00', '2026-01-01T00:10:00+08:00', '2024-02-29T23:50:00+08:00']

function imported(now: Date) {
  const known = new Set<string>()
  return seedLists(now).map(list => {
    const read = parseList({
      file: list.fileName,
      grids: readWorkbook(list.bytes),
      today: dayAt(now.getTime()),
      known,
    })
    if (read.refused) throw new Error(read.refused)
    for (const task of read.tasks) known.add(task.key)
    return { list, read }
  })
}

describe.each(MOMENTS)('the lists of a demo started at %s', moment => {
  const now = new Date(moment)
  const lists = imported(now)

  it('are read by the real importer without a question or a reject', () => {
    expect(lists.map(({ read }) => read.answer.sheets.map(sheet => sheet.unknown))).toEqual([[[]], [[]], [[]]])
    expect(lists.map(({ read }) => read.answer.rejected)).toEqual([0, 0, 0])
    expect(lists.reduce((sum, { read }) => sum + read.answer.tasks, 0)).toBeGreaterThan(340)
  })

  it('bring some numbers again and some families on one number', () => {
    expect(lists[1]?.read.answer.linked).toBeGreaterThan(3)
    expect(lists[2]?.read.answer.merged).toBeGreaterThan(3)
  })

  it('name a known community and the days before the start for everybody', () => {
    const communities = seedUnits.filter(unit => unit.departmentId >= 1000)
    const find = rowPlacer(
      communities.map(unit => ({ id: unit.name, name: unit.name, street: '', district: '', own: true })),
    )
    const today = dayAt(now.getTime())
    for (const { read } of lists) {
      expect(new Set(read.tasks.map(task => find({ ...task.facts, street: null, district: null }))).size).toBe(
        communities.length,
      )
      expect(
        read.tasks.every(task => (task.facts.arrivedOn ?? '').slice(0, 10) <= today && task.facts.arrivedOn !== null),
      ).toBe(true)
    }
  })

  it('stand at different stages once the lab is read', () => {
    const results = readFeed(seedLabResults(now), dayAt(now.getTime()))
    expect(results.bad).toEqual([])
    for (const { list, read } of lists) {
      const samples = samplesOfTasks(read.tasks, results.results)
      const answers = read.tasks.map((task, at) =>
        evaluateRule(list.rule, {
          now: now.toISOString(),
          arrivedOn: task.facts.arrivedOn,
          samples: samples[at] ?? [],
        }),
      )
      expect(answers.filter(answer => answer.pending.length > 0).length).toBeGreaterThan(5)
      expect(answers.filter(answer => !answer.matched).length).toBeGreaterThan(50)
      if (list.ruleName === '48小时核酸') expect(answers.filter(answer => answer.matched).length).toBeGreaterThan(20)
      else expect(answers.filter(answer => answer.matched).length).toBeGreaterThan(3)
    }
  })
})
