import { readReports } from '../domain/report-text/read-report.ts'
import { f1, readCases, scoreReports, type Tally } from '../tests/support/score-reports.ts'

export interface BenchRow {
  readonly what: string
  readonly measured: string
  readonly limit: string
}

/** Quality and speed of reading report text, on the labelled samples. */
export function benchReportText(): BenchRow[] {
  const cases = readCases(new URL('../tests/fixtures/report-messages/dev.jsonl', import.meta.url))
  const score = scoreReports(cases, one => readReports(one.text, one.now))
  const fields = [...score.byField].map(([field, tally]) => ({
    what: `report text: ${field}`,
    measured: rates(tally),
    limit: '',
  }))
  return [
    ...fields,
    { what: 'report text: all fields', measured: rates(score.all), limit: 'F1 ≥ 0.970' },
    { what: 'report text: exact objects', measured: (score.exact / score.reports).toFixed(3), limit: '≥ 0.850' },
    { what: 'report text: wrong identity', measured: String(score.wrongIdentities), limit: '0' },
    { what: 'report text: invented test', measured: String(score.inventedTests), limit: '0' },
    { what: 'report text: one message', measured: `${msPerMessage(cases).toFixed(2)} ms`, limit: '≤ 1 ms' },
    {
      what: 'report text: paste of 200 messages',
      measured: `${msPerPaste(cases).toFixed(0)} ms`,
      limit: '≤ 200 ms at 4× slower CPU',
    },
  ]
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
  const paste = Array.from(
    { length: 200 },
    (_, index) => `阿芳 2022-05-22 21:30\n${bodies[index % bodies.length]}`,
  ).join('\n\n')
  return median(10, () => readReports(paste, '2022-05-22T22:30:00+08:00'))
}

function median(rounds: number, work: () => void): number {
  const times = Array.from({ length: rounds }, () => {
    const startedAt = performance.now()
    work()
    return performance.now() - startedAt
  })
  return times.sort((left, right) => left - right)[Math.floor(rounds / 2)] ?? 0
}
