import { spawnSync } from 'node:child_process'
import { parseList, type ParsedList } from '../domain/lists/parse-list.ts'
import { readWorkbook } from '../server/spreadsheet/read-workbook.ts'
import type { BenchRow } from './row.ts'
import { inventList, mobile } from './support/invent-list.ts'

const ROWS = 10_000
const KNOWN = 100_000
const TURNS = 5
function read(bytes: Uint8Array, known: ReadonlySet<string>): ParsedList {
  const result = parseList({ file: 'list.xlsx', grids: readWorkbook(bytes), today: '2022-05-21', known })
  if (result.refused) throw new Error(result.refused)
  return result
}

/** Median time of reading a list and telling new from known, in milliseconds. */
function timeOf(bytes: Uint8Array, known: ReadonlySet<string>): number {
  const times = Array.from({ length: TURNS }, () => {
    const from = performance.now()
    read(bytes, known)
    return performance.now() - from
  })
  return times.toSorted((a, b) => a - b)[Math.floor(TURNS / 2)] ?? Number.NaN
}

/** Reads once in a fresh process, as the worker of an import does. */
function readOnce(bytes: Uint8Array): { ms: number; cpuMs: number; grownBytes: number } {
  const child = spawnSync(process.execPath, ['--import', 'tsx', 'bench/support/read-once.ts'], { input: bytes })
  return JSON.parse(child.stdout.toString()) as { ms: number; cpuMs: number; grownBytes: number }
}

/** Reading a list of 10,000 rows from bytes to tasks; what the database adds is measured with the import. */
export function benchIntake(): Promise<BenchRow[]> {
  const bytes = inventList(ROWS)
  const { ms, cpuMs, grownBytes } = readOnce(bytes)
  const grown = grownBytes / 1024 / 1024
  const alone = timeOf(bytes, new Set())
  const beside = timeOf(bytes, new Set(Array.from({ length: KNOWN }, (_, i) => mobile(i + ROWS / 2))))
  const slower = beside / alone - 1
  return Promise.resolve([
    {
      what: '10,000 rows, bytes to tasks, fresh process',
      measured: `${ms.toFixed(0)} ms (${cpuMs.toFixed(0)} ms CPU)`,
      limit: '≤ 3,000 ms with writing',
      met: ms <= 3000,
    },
    {
      what: '10,000 rows, bytes to tasks, warm median',
      measured: `${alone.toFixed(0)} ms`,
      limit: '≤ 3,000 ms with writing',
      met: alone <= 3000,
    },
    {
      what: '10,000 rows beside 100,000 known numbers',
      measured: `${(slower * 100).toFixed(0)} % slower`,
      limit: '≤ 33 %',
      met: slower <= 0.33,
    },
    {
      what: '10,000 rows, growth of the process',
      measured: `${grown.toFixed(0)} MB`,
      limit: '≤ 200 MB',
      met: grown <= 200,
    },
  ])
}
