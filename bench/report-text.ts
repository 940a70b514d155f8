import { readReports } from '../domain/report-text/read-report.ts'
import { f1, readCases, scoreReports, type Tally } from '../tests/support/score-reports.ts'
import { quantile, type BenchRow } from './row.ts'

const MESSAGE_LIMIT_MS = 1
/** 200 ms at a CPU four times slower. */
const PASTE_LIMIT_MS = 50

/** Sets labelled by others. All of them have been mended against: seen, none held out any more. */
const SEEN = ['held-out', 'fresh-p', 'fresh-q', 'fresh-r', 'fresh-s', 'wild']

/** Quality and speed of reading report text, on the labelled samples. */
export async function benchReportText(): Promise<BenchRow[]> {
  const cases = readSamples('dev.jsonl')
  const score = scoreSamples(cases)
  const exact = score.exact / score.reports
  const message = msPerMessage(cases)
  const paste = msPerPaste(cases)
  return [
    ...[...score.byField].map(([field, tally]) => row(field, rates(tally), '', null)),
    row('all fields', rates(score.all), 'F1 ≥ 0.970', f1(score.all) >= 0.97),
    row('exact objects', exact.toFixed(3), '≥ 0.850', exact >= 0.85),
    row('wrong identity', String(score.wrongIdentities), '0', score.wrongIdentities === 0),
    row('invented test', String(score.inventedTests), '0', score.inventedTests === 0),
    ...SEEN.flatMap(rowsOfSet),
    row('one message', `${message.toFixed(2)} ms`, '≤ 1 ms', message <= MESSAGE_LIMIT_MS),
    row(
      'paste of 200 messages',
      `${paste.toFixed(0)} ms`,
      '≤ 50 ms (200 ms at 4× slower CPU)',
      paste <= PASTE_LIMIT_MS,
    ),
  ]
}

function rowsOfSet(set: string): BenchRow[] {
  const { all, exact, reports, read, sure, wrongSure, ...must } = scoreSamples(readSamples(`${set}.jsonl`))
  return [
    row(`${set} (seen): all fields`, rates(all), 'F1 ≥ 0.970', f1(all) >= 0.97),
    row(`${set}: exact objects`, (exact / reports).toFixed(3), '≥ 0.850', exact / reports >= 0.85),
    row(`${set}: wrong identity`, String(must.wrongIdentities), '0', must.wrongIdentities === 0),
    row(`${set}: invented test`, String(must.inventedTests), '0', must.inventedTests === 0),
    row(`${set}: sure`, (sure / read).toFixed(3), '≥ 0.600', sure / read >= 0.6),
    row(`${set}: wrong though sure`, (wrongSure / sure).toFixed(4), '≤ 0.0150', wrongSure / sure <= 0.015),
  ]
}

function readSamples(file: string): Cases {
  return readCases(new URL(`../tests/fixtures/report-messages/${file}`, import.meta.url))
}

function scoreSamples(cases: Cases) {
  return scoreReports(cases, one => readReports(one.text, one.now))
}

function row(what: string, measured: string, limit: string, met: boolean | null): BenchRow {
  return { what: `report text: ${what}`, measured, limit, met }
}

function rates(tally: Tally): string {
  const precision = tally.right / Math.max(1, tally.right + tally.wrong)
  const recall = tally.right / Math.max(1, tally.right + tally.missed)
  return `P ${precision.toFixed(3)} R ${recall.toFixed(3)} F1 ${f1(tally).toFixed(3)}`
}

type Cases = ReturnType<typeof readCases>

function msPerMessage(cases: Cases): number {
  const single = cases.filter(one => !/\n.*\d:\d\d/.test(one.text))
  return median(20, () => single.forEach(one => readReports(one.text, one.now))) / single.length
}

function msPerPaste(cases: Cases): number {
  const bodies = cases.filter(one => !one.text.includes('\n')).map(one => one.text)
  const messages = Array.from({ length: 200 }, (_, at) => `阿芳 2022-05-22 21:30\n${bodies[at % bodies.length]}`)
  const paste = messages.join('\n\n')
  return median(10, () => readReports(paste, '2022-05-22T22:30:00+08:00'))
}

function median(rounds: number, work: () => void): number {
  // CPU time, not the clock on the wall: the work is one thread's, and the machine may be busy with others.
  const times = Array.from({ length: rounds }, () => {
    const before = process.cpuUsage()
    work()
    return process.cpuUsage(before).user / 1000
  })
  return quantile(times, 0.5)
}
