import { readFileSync } from 'node:fs'
import type { ReadReport } from '../../contract/report-fields.ts'

export interface ReportCase {
  readonly id: string
  readonly now: string
  readonly text: string
  readonly expected: readonly ReadReport[]
}

export interface Tally {
  right: number
  missed: number
  wrong: number
}

export interface ReportScore {
  readonly byField: ReadonlyMap<string, Tally>
  readonly all: Tally
  readonly reports: number
  readonly exact: number
  /** Full numbers and codes the text does not hold. Must be 0. */
  readonly wrongIdentities: number
  /** Test days no labelled report of the message has. Must be 0. */
  readonly inventedTests: number
  /** Readings without a doubt, and how many of them have any field wrong. */
  readonly sure: number
  readonly wrongSure: number
  readonly read: number
}

type Value = ReadReport[keyof ReadReport] | undefined

const FIELDS = [
  'sender',
  'sentAt',
  'code',
  'phone',
  'phoneTail',
  'name',
  'outcome',
  'tests',
  'testCount',
  'arrivedOn',
  'origin',
  'transport',
  'vehicleNo',
  'whereabouts',
  'awayPlace',
  'address',
  'vaccineDoses',
  'callBackAt',
  'supersedes',
] as const satisfies readonly (keyof ReadReport)[]
const IDENTITIES = ['code', 'phone', 'phoneTail', 'name'] as const
const PLACES: ReadonlySet<string> = new Set(['origin', 'awayPlace', 'address'])

export function readCases(path: URL): ReportCase[] {
  const lines = readFileSync(path, 'utf8').split('\n').filter(Boolean)
  return lines.map(line => JSON.parse(line) as ReportCase)
}

/** Compares what was read with the labels, field by field, as `formats/report-text.md` scores it. */
export function scoreReports(
  cases: readonly ReportCase[],
  read: (one: ReportCase) => readonly ReadReport[],
): ReportScore {
  const byField = new Map<string, Tally>(FIELDS.map(field => [field, newTally()]))
  const totals = { reports: 0, exact: 0, wrongIdentities: 0, inventedTests: 0, sure: 0, wrongSure: 0, read: 0 }
  for (const one of cases) {
    const found = read(one)
    const left = new Set(found)
    totals.reports += one.expected.length
    for (const expected of one.expected) {
      const partner = partnerOf(expected, left)
      if (partner) left.delete(partner)
      const right = compare(expected, partner, byField)
      if (right) totals.exact++
      else if (partner && isSure(partner)) totals.wrongSure++
    }
    for (const extra of left) {
      compare(undefined, extra, byField)
      if (isSure(extra)) totals.wrongSure++
    }
    totals.read += found.length
    totals.sure += found.filter(isSure).length
    totals.wrongIdentities += found.filter(report => !holdsIdentity(one.text, report)).length
    totals.inventedTests += found.reduce((sum, report) => sum + inventedIn(one.expected, report), 0)
  }
  const all = [...byField.values()].reduce(add, newTally())
  return { byField, all, ...totals }
}

const isSure = ({ unsure, unread }: ReadReport) => unsure.length === 0 && unread.length === 0

export function f1({ right, missed, wrong }: Tally): number {
  return right === 0 ? (missed + wrong === 0 ? 1 : 0) : (2 * right) / (2 * right + missed + wrong)
}

function partnerOf(expected: ReadReport, left: ReadonlySet<ReadReport>): ReadReport | undefined {
  const candidates = [...left].filter(report => report.message === expected.message)
  const agreement = (report: ReadReport) =>
    IDENTITIES.filter(key => report[key] !== null && report[key] === expected[key]).length
  return candidates.filter(report => agreement(report) > 0).sort((a, b) => agreement(b) - agreement(a))[0]
}

function compare(
  expected: ReadReport | undefined,
  found: ReadReport | undefined,
  byField: Map<string, Tally>,
): boolean {
  const wrongFields = FIELDS.filter(field => {
    const tally = byField.get(field) ?? newTally()
    const [wanted, got] = [expected?.[field], found?.[field]]
    if (!isSaid(wanted) && !isSaid(got)) return false
    const same = isSaid(wanted) && isSaid(got) && isSame(field, wanted, got)
    if (same) tally.right++
    else {
      if (isSaid(wanted)) tally.missed++
      if (isSaid(got)) tally.wrong++
    }
    return !same
  })
  return wrongFields.length === 0
}

/** `supersedes: false` is no statement: counting it would hand out points. */
function isSaid(value: Value): boolean {
  return value !== null && value !== undefined && value !== false && !(Array.isArray(value) && value.length === 0)
}

function isSame(field: string, wanted: Value, got: Value): boolean {
  const [left, right] = [plain(wanted), plain(got)]
  if (!PLACES.has(field)) return left === right
  const [short, long] = [bare(left), bare(right)].sort((a, b) => a.length - b.length)
  return short !== undefined && long !== undefined && short !== '' && long.includes(short)
}

function plain(value: Value): string {
  return (typeof value === 'object' ? JSON.stringify(value) : String(value)).normalize('NFKC').trim()
}

function bare(place: string): string {
  return place.replace(/\s|街道|社区|[省市区县镇]/g, '')
}

function holdsIdentity(text: string, { code, phone }: ReadReport): boolean {
  const source = text.normalize('NFKC').toUpperCase()
  const digits = source.replace(/[\s()-]/g, '')
  return (code === null || source.includes(code)) && (phone === null || digits.includes(phone.replace('+', '')))
}

function inventedIn(expected: readonly ReadReport[], { message, tests }: ReadReport): number {
  const days = expected
    .filter(report => report.message === message)
    .flatMap(report => report.tests.map(test => test.date))
  return tests.filter(test => !days.includes(test.date)).length
}

function newTally(): Tally {
  return { right: 0, missed: 0, wrong: 0 }
}

function add(left: Tally, right: Tally): Tally {
  return { right: left.right + right.right, missed: left.missed + right.missed, wrong: left.wrong + right.wrong }
}
