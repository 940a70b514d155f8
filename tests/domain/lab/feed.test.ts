// P14, P15: late, corrected and withdrawn results, and whose they are. Samples: two days of an invented laboratory.
import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { NAMED_RULES } from '../../../contract/rules.ts'
import { parseList } from '../../../domain/lists/parse-list.ts'
import type { IntakeTask } from '../../../domain/lists/collect-tasks.ts'
import { readFeed, readFeedGrid, readFeedLines, type FeedRead } from '../../../domain/lab/feed.ts'
import { evaluateRule, type RuleAnswer } from '../../../domain/lab/rule.ts'
import { readWorkbook } from '../../../server/spreadsheet/read-workbook.ts'
import { samplesOfTasks, type TaskSample } from '../../support/lab-samples.ts'

const today = '2022-05-20'
const row = {
  id: 'MZ1',
  phone: '13812345678',
  idNumber: null,
  sampledAt: '2022-05-20 08:00:00',
  resultAt: '',
  result: '阴性',
  site: '广场',
}

describe('a row of the feed', () => {
  it('reads local time as +08:00 and the words of the lab as codes', () => {
    expect(readFeed([row], today).results).toEqual([
      {
        id: 'MZ1',
        phone: '13812345678',
        idNumber: null,
        sampledAt: '2022-05-20T00:00:00.000Z',
        resultAt: null,
        result: 'negative',
        site: '广场',
      },
    ])
  })

  it.each([
    ['2022-05-20T08:00:00+08:00', '2022-05-20T00:00:00.000Z'],
    ['2022-05-19T16:00:00Z', '2022-05-19T16:00:00.000Z'],
    ['2022-05-20T08:00:00', '2022-05-20T00:00:00.000Z'],
    ['2022/5/20 8:00', '2022-05-20T00:00:00.000Z'],
  ])('%s is %s', (sampledAt, utc) => {
    expect(readFeed([{ ...row, sampledAt }], today).results[0]?.sampledAt).toBe(utc)
  })

  it.each([
    ['+86 138-1234-5678', '13812345678'],
    [13812345678, '13812345678'],
  ])('the phone %j is %s', (phone, key) => {
    expect(readFeed([{ ...row, phone }], today).results[0]?.phone).toBe(key)
  })

  it.each([
    [null, 'row_unreadable'],
    ['text', 'row_unreadable'],
    [{ ...row, id: '' }, 'id_missing'],
    [{ ...row, phone: '138', idNumber: '' }, 'who_missing'],
    [{ ...row, sampledAt: 'soon' }, 'sampled_at_wrong'],
    [{ ...row, result: '也许' }, 'result_unknown'],
    [{ ...row, result: null }, 'result_unknown'],
  ])('%j is listed as %s', (bad, problem) => {
    const read = readFeed([row, bad], today)

    expect(read.results).toHaveLength(1)
    expect(read.bad).toMatchObject([{ row: 2, problem }])
  })

  it('replaces a row by a later one of the same id', () => {
    const read = readFeed([row, { ...row, result: 'void' }], today)

    expect(read).toMatchObject({ rows: 2, results: [{ id: 'MZ1', result: 'void' }], bad: [] })
  })

  it('names the line of a broken JSON line', () => {
    expect(readFeedLines(`${JSON.stringify(row)}\n\n{"id":\n`, today)).toMatchObject({
      rows: 2,
      bad: [{ row: 3, problem: 'row_unreadable' }],
    })
  })

  it('finds the columns of a sheet by their Chinese names', () => {
    const grid = {
      name: null,
      merges: [],
      rows: [
        ['采样结果表'],
        ['样本编号', '姓名', '手机号码', '身份证号', '采样时间', '报告时间', '检测结果', '采样点'],
        ['A1', '张三', 13812345678, null, '2022-05-20T08:00:00', null, '阴性', '广场'],
      ],
    }

    expect(readFeedGrid(grid, today)?.results).toMatchObject([
      { id: 'A1', phone: '13812345678', result: 'negative', site: '广场' },
    ])
  })
})

type Doubt = { phone: string; why: string }
type PerList<T> = Record<string, T[]>
type RuleExpectation = { matched: PerList<string>; doubtful: PerList<Doubt>; over?: PerList<string> }
type Moment = 'A' | 'B'
type Expected = {
  moments: Record<Moment, { at: string; after: string[] }>
  feeds: Record<string, { rows: number; kept: number; replacesEarlier?: number }>
  positive: Record<Moment, PerList<string>>
  pending: Record<Moment, PerList<string>>
} & Record<'48小时核酸' | '三天两检', Record<Moment, RuleExpectation>>

const expected = JSON.parse(readFileSync('tests/fixtures/lab/expected.json', 'utf8')) as Expected
const LISTS = ['01-0520-street.xlsx', '02-0520-police.csv']

function feed(file: string): FeedRead {
  const bytes = readFileSync(`tests/fixtures/lab/${file}`)
  const read = file.endsWith('.csv')
    ? readFeedGrid(readWorkbook(bytes)[0] ?? { name: null, rows: [], merges: [] }, today)
    : readFeedLines(bytes.toString(), today)
  if (!read) throw new Error(file)
  return read
}

describe('two days of results on two lists', () => {
  const tasks = LISTS.flatMap(file => {
    const read = parseList({ file, grids: readWorkbook(readFileSync(`tests/fixtures/lists/${file}`)), today })
    if (read.refused) throw new Error(read.refused)
    return read.tasks.map(task => ({ file, task }))
  })
  type OneTask = (typeof tasks)[number]

  function samplesAt(moment: Moment): Map<OneTask, TaskSample[]> {
    const results = new Map(
      expected.moments[moment].after.flatMap(file => feed(file).results.map(result => [result.id, result] as const)),
    )
    const samples = samplesOfTasks(
      tasks.map(({ task }) => task),
      [...results.values()],
    )
    return new Map(tasks.map((one, at) => [one, (samples[at] ?? []).filter(({ subject }) => subject !== null)]))
  }

  function ask(rule: '48小时核酸' | '三天两检', moment: Moment): { one: OneTask; answer: RuleAnswer }[] {
    const samples = samplesAt(moment)
    const question = (task: IntakeTask) => ({ now: expected.moments[moment].at, arrivedOn: task.facts.arrivedOn })
    const asked = tasks.filter(({ task }) => rule === '48小时核酸' || task.facts.arrivedOn !== null)
    return asked.map(one => ({
      one,
      answer: evaluateRule(NAMED_RULES[rule], { ...question(one.task), samples: samples.get(one) ?? [] }),
    }))
  }

  it.each(Object.entries(expected.feeds))('%s is read as expected', (file, want) => {
    const read = feed(file)
    const earlier = new Set(feed('results-day1.csv').results.map(result => result.id))

    expect({ rows: read.rows, kept: read.results.length, bad: read.bad }).toEqual({
      rows: want.rows,
      kept: want.kept,
      bad: [],
    })
    if (want.replacesEarlier !== undefined)
      expect(read.results.filter(result => earlier.has(result.id))).toHaveLength(want.replacesEarlier)
  })

  const cases = (['48小时核酸', '三天两检'] as const).flatMap(rule =>
    (['A', 'B'] as const).map(moment => [rule, moment] as const),
  )

  it.each(cases)('%s at moment %s holds for the expected tasks', (rule, moment) => {
    const want = expected[rule][moment]
    for (const file of LISTS) {
      const doubtful = new Set((want.doubtful[file] ?? []).map(doubt => doubt.phone))
      const got = ask(rule, moment).filter(
        ({ one, answer }) => one.file === file && answer.matched && !doubtful.has(one.task.key),
      )
      expect(got.map(({ one }) => one.task.key).sort()).toEqual([...(want.matched[file] ?? [])].sort())
    }
  })

  it.each(['A', 'B'] as const)('三天两检 is over for the expected tasks at moment %s', moment => {
    const want = expected.三天两检[moment]
    const file = LISTS[0] ?? ''
    const doubtful = new Set((want.doubtful[file] ?? []).map(doubt => doubt.phone))
    const over = ask('三天两检', moment).filter(({ one, answer }) => answer.over && !doubtful.has(one.task.key))

    expect(over.map(({ one }) => one.task.key).sort()).toEqual([...(want.over?.[file] ?? [])].sort())
  })

  it.each(['A', 'B'] as const)('positive and pending samples are found at moment %s', moment => {
    const samples = samplesAt(moment)
    const having = (file: string, result: string) =>
      tasks
        .filter(one => one.file === file && samples.get(one)?.some(sample => sample.result === result))
        .map(one => one.task.key)
    for (const file of LISTS) {
      expect(having(file, 'positive').sort()).toEqual([...(expected.positive[moment][file] ?? [])].sort())
      expect(having(file, 'pending').sort()).toEqual([...(expected.pending[moment][file] ?? [])].sort())
    }
  })
})
