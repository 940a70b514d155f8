import {
  parseTestResultRow,
  type BadFeedRow,
  type FeedProblem,
  type TestResult,
  type TestResultCode,
  type TestResultRow,
} from '../../contract/test-results.ts'
import { dayOrderOf, toUtc, type DateContext } from '../lists/read-date.ts'
import { identifies, readIdNumber } from '../person/id-number.ts'
import { cellText, squeeze, type Grid } from '../lists/grid.ts'
import { phoneKey } from '../person/phone.ts'

export type FeedRead = {
  readonly rows: number
  /** Good rows in their order, earlier rows of the same id left out. */
  readonly results: readonly TestResult[]
  readonly bad: readonly BadFeedRow[]
}

const RESULT_WORDS: readonly (readonly [RegExp, TestResultCode])[] = [
  [/^(?:negative|neg|阴|阴性|阴性\(-\)|未检出)$/, 'negative'],
  [/^(?:positive|pos|阳|阳性|阳性\(\+\)|\+|检出)$/, 'positive'],
  [/^(?:pending|待出|待出结果|未出|未出结果|结果未出|检测中|待检|已采样)$/, 'pending'],
  [/^(?:void|作废|无效|撤销|取消|已作废)$/, 'void'],
]

/** The code of a result as labs write it, or null. */
function resultCode(text: string): TestResultCode | null {
  const word = squeeze(text)
  return RESULT_WORDS.find(([pattern]) => pattern.test(word))?.[1] ?? null
}

type RowRead = { readonly result: TestResult } | { readonly problem: FeedProblem; readonly id: string | null }

/** Understands one row. The times are read by what the whole feed tells of them. */
function readFeedRow(row: unknown, dates: DateContext): RowRead {
  const parsed = parseTestResultRow(row)
  if (!parsed) return { problem: shapeProblem(row), id: null }
  const { id, sampledAt, result: word, ...rest } = parsed
  const phone = phoneKey(rest.phone)
  const document = readIdNumber(rest.idNumber)
  const idNumber = identifies(document) ? document.idNumber : null
  const at = toUtc(sampledAt, dates)
  const result = resultCode(word)
  if (phone === null && idNumber === null) return { problem: 'who_missing', id }
  if (at === null) return { problem: 'sampled_at_wrong', id }
  if (result === null) return { problem: 'result_unknown', id }
  const resultAt = rest.resultAt === null ? null : toUtc(rest.resultAt, dates)
  return { result: { id, phone, idNumber, sampledAt: at, resultAt, result, site: rest.site } }
}

function shapeProblem(row: unknown): FeedProblem {
  if (typeof row !== 'object' || row === null) return 'row_unreadable'
  const { id, sampledAt, result } = row as Record<string, unknown>
  if (id === undefined || id === null || id === '') return 'id_missing'
  if (sampledAt === undefined || sampledAt === null) return 'sampled_at_wrong'
  return typeof result === 'string' ? 'row_unreadable' : 'result_unknown'
}

export interface FeedOptions {
  /** The rows' line numbers, where they are not 1, 2, 3 …. */
  readonly numbers?: readonly number[]
  /** The ids are of tubes: one may hold the samples of several people, and its id is nobody's own. */
  readonly byTube?: boolean
}

/** The order of day and month that the times of all rows tell. */
function orderIn(rows: readonly unknown[]) {
  const times = rows.flatMap(row => {
    const { sampledAt, resultAt } = (typeof row === 'object' && row !== null ? row : {}) as Record<string, unknown>
    return [sampledAt, resultAt].filter(time => typeof time === 'string')
  })
  return dayOrderOf(times)
}

/**
 * Reads rows in their order; a later row with the same id replaces the earlier one, of tubes the one of the same person.
 * `today` completes times without a year.
 */
export function readFeed(
  rows: readonly unknown[],
  today: string,
  { numbers, byTube = false }: FeedOptions = {},
): FeedRead {
  const results = new Map<string, TestResult>()
  const bad: BadFeedRow[] = []
  const dates = { today, order: orderIn(rows) }
  rows.forEach((row, i) => {
    const read = readFeedRow(row, dates)
    if ('problem' in read) {
      bad.push({ row: numbers?.[i] ?? i + 1, ...read })
      return
    }
    const { id, idNumber, phone } = read.result
    const key = byTube ? `${id} ${idNumber ?? phone}` : id
    // the replacing row takes the place at the end: the order is the order of what counts
    results.delete(key)
    results.set(key, byTube ? { ...read.result, tube: true } : read.result)
  })
  return { rows: rows.length, results: [...results.values()], bad }
}

/** JSON lines; an empty line is none. */
export function readFeedLines(text: string, today: string): FeedRead {
  const lines = text.split('\n').map((line, i) => ({ line: line.trim(), number: i + 1 }))
  const filled = lines.filter(({ line }) => line !== '')
  const rows = filled.map(({ line }) => parseLine(line))
  return readFeed(rows, today, { numbers: filled.map(({ number }) => number) })
}

function parseLine(line: string): unknown {
  try {
    return JSON.parse(line) as unknown
  } catch {
    return null
  }
}

const FEED_HEADERS: readonly (readonly [keyof TestResultRow, RegExp])[] = [
  [
    'id',
    /^(?:id|编号|序列号|流水号|条码|条码号|样本(?:编)?号|样本条码|样本编码|试管(?:编号|号|条码)?|采样管号?|管号|采样编?号|记录编?号|唯一标识)$/,
  ],
  ['phone', /^(?:phone|mobile|tel)$|手机|电话|联系方式/],
  ['idNumber', /^(?:idnumber|idno|idcard)$|身份证|证件号|证件号码|护照/],
  ['resultAt', /^(?:resultat)$|出结果|结果时间|报告时间|报告日期|检测时间|审核时间|出具时间/],
  ['sampledAt', /^(?:sampledat|sampletime)$|采样(?:时间|日期)|采集(?:时间|日期)|取样时间/],
  ['result', /^(?:result)$|(?:检测|核酸|检验)?结果$|结论$/],
  ['site', /^(?:site)$|采样点|采样地点|采样机构|采样单位|采集地点|采集点/],
]

/** 试管编号: ten people may share one. */
const TUBE = /试管|管号|采样管|样本管|混采|混管/

function feedColumns(row: readonly (string | number | null)[]): Map<keyof TestResultRow, number> {
  const columns = new Map<keyof TestResultRow, number>()
  row.forEach((cell, index) => {
    const header = squeeze(cellText(cell)).replace(/[*:_'"]/g, '')
    const field = FEED_HEADERS.find(([name, words]) => words.test(header) && !columns.has(name))?.[0]
    if (field) columns.set(field, index)
  })
  return columns
}

/** Rows of a sheet with a header that names at least id, time and result; null when there is none. */
export function readFeedGrid(grid: Grid, today: string): FeedRead | null {
  for (const [at, row] of grid.rows.entries()) {
    const columns = feedColumns(row)
    if (!columns.has('id') || !columns.has('sampledAt') || !columns.has('result')) continue
    const filled = grid.rows.slice(at + 1).map((cells, i) => ({ cells, number: at + i + 2 }))
    const data = filled.filter(({ cells }) => cells.some(cell => cellText(cell) !== ''))
    const rows = data.map(({ cells }) =>
      Object.fromEntries([...columns].map(([field, index]) => [field, cells[index] ?? null])),
    )
    const byTube = TUBE.test(squeeze(cellText(row[columns.get('id') ?? -1])))
    return readFeed(rows, today, { numbers: data.map(({ number }) => number), byTube })
  }
  return null
}
