// Files on which an earlier reader lost people, swapped cells or took a wrong day, each with its right value.
import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import type { ParsedList } from '../../../domain/lists/parse-list.ts'
import { parseHere } from '../../../server/batches/parse-upload.ts'
import { readFeedFile } from '../../../server/node/cli/feed-from-console.ts'

const bytesOf = (name: string) => new Uint8Array(readFileSync(`tests/fixtures/faults/${name}`))

function list(name: string): ParsedList {
  const parsed = parseHere({ fileName: name, bytes: bytesOf(name), today: '2022-05-21' })
  if (parsed.refused !== null) throw new Error(parsed.refused)
  return parsed
}
const names = ({ tasks }: ParsedList) => tasks.map(task => task.subjects[0]?.name)
const arrivals = ({ tasks }: ParsedList) => tasks.map(task => task.facts.arrivedOn)
const mapping = ({ answer }: ParsedList) => answer.sheets[0]?.mapping

describe('lists', () => {
  it('refuse a quote that swallows people, and name its row', () => {
    const name = 'list-01-lone-quotes-swallow-people.csv'
    const parsed = parseHere({ fileName: name, bytes: bytesOf(name), today: '2022-05-21' })
    expect(parsed).toEqual({ refused: 'quote_open', row: 3 })
  })

  it('read no day where day and month may be swapped, and keep the cell as given', () => {
    const read = list('list-02-day-or-month-first.csv')
    expect(arrivals(read)).toEqual(['2022-05-22', null, '2021-05-19', '2022-05-20', '2022-05-20'])
    expect(read.tasks[1]?.facts.extra).toEqual({ '抵达时间（看不出日期，照原样）': '12/11/2021' })
    expect(read.answer.sheets[0]?.notes).toContainEqual(expect.stringContaining('「抵达时间」有 1 格'))
  })

  it.each([
    ['list-03-symptoms-with-semicolons.csv', ['陈一明', '陈二明', '陈三明']],
    ['list-03b-tab-behind-every-cell.csv', ['陈一明', '陈二明', '陈三明']],
    ['list-04-one-broken-byte-utf8.csv', ['陈一明', '陈二明', '陈三明', '陈四明']],
    ['list-07-cdata.xlsx', ['陈一明', '陈二明', '陈三明']],
    ['list-08-empty-text-run.xlsx', ['王小军', '陈一明', '陈二明']],
    ['list-09-small-zip64.xlsx', ['陈一明', '陈二明', '陈三明']],
    ['list-10-relation-with-dot.xlsx', ['陈一明', '陈二明', '陈三明']],
    ['list-12-one-space-far-right.xlsx', ['陈一明', '陈二明', '陈三明']],
  ])('%s', (name, right) => {
    const read = list(name)
    expect(names(read)).toEqual(right)
    expect(Object.values(mapping(read) ?? {}).slice(0, 2)).toEqual(['name', 'phone'])
  })

  it('keep one broken byte one broken character', () => {
    expect(list('list-04-one-broken-byte-utf8.csv').tasks[0]?.facts.address).toBe('\ufffd花路1号')
  })

  it('drop nobody whose name no surname list knows', () => {
    const { answer } = list('list-05-names-without-number-dropped.csv')
    expect(answer).toMatchObject({ rows: 4, new: 1, rejected: 3 })
    expect(answer.rejects.map(({ row, reason }) => [row, reason])).toEqual([
      [3, 'phone_missing'],
      [4, 'phone_missing'],
      [5, 'phone_missing'],
    ])
  })

  it('keep every cell in its column whatever quotes the file uses', () => {
    const read = list('list-06-single-quoted-cell-names.xlsx')
    expect(read.answer.rejects).toMatchObject([{ row: 2, reason: 'phone_missing' }])
    expect(read.tasks.map(({ subjects, facts }) => [subjects[0]?.name, facts.address, facts.arrivedOn])).toEqual([
      [null, '兰花路2号', '2022-05-20'],
      ['李小军', null, '2022-05-19'],
    ])
  })

  it('take twelve in the morning for midnight', () => {
    const right = ['2022-05-19T00:30:00', '2022-05-19T00:05:00', '2022-05-19T00:30:00']
    expect(arrivals(list('list-11-twelve-at-night.csv'))).toEqual(right)
  })

  it('say of a formula that nobody calculated it', () => {
    expect(list('list-13-formula-never-calculated.xlsx').answer.rejects).toMatchObject([
      { row: 2, reason: 'phone_uncalculated' },
    ])
  })

  it('read dates with milliseconds in a workbook that counts from 1904', () => {
    expect(arrivals(list('list-14-1904-with-milliseconds.xlsx'))).toEqual(['2022-05-20T12:00:00'])
  })
})

const feed = (name: string) => readFeedFile({ path: name, bytes: bytesOf(name) }, '2022-05-21T15:00:00+08:00').read
const times = (name: string) => feed(name).results.map(result => result.sampledAt)

describe('feeds', () => {
  it('keep the samples of all people in one tube', () => {
    const { rows, results, bad } = feed('feed-01-one-tube-three-people.csv')
    expect({ rows, bad }).toEqual({ rows: 3, bad: [] })
    expect(results.map(({ phone, tube }) => [phone, tube])).toEqual([
      ['13900020001', true],
      ['13900020002', true],
      ['13900020003', true],
    ])
  })

  it('keep an offset however it is written', () => {
    expect(new Set(times('feed-02-offset-behind-a-space.jsonl'))).toEqual(new Set(['2022-05-20T21:30:00.000Z']))
  })

  it('read day and month in the order the column tells', () => {
    expect(times('feed-03-day-first-date.csv')).toEqual(['2022-05-22T00:30:00.000Z', '2021-12-11T00:30:00.000Z'])
  })

  it.each([
    ['feed-04-no-document-and-no-number.csv', 2, 'who_missing'],
    ['feed-05-dash-is-no-result.csv', 1, 'result_unknown'],
  ])('%s', (name, count, problem) => {
    const { bad, results } = feed(name)
    expect(results).toEqual([])
    expect(bad.map(row => row.problem)).toEqual(Array.from({ length: count }, () => problem))
  })
})
