import { basename } from 'node:path'
import type { FeedAnswer } from '../../../contract/test-results.ts'
import { dayAt } from '../../../domain/time/clock.ts'
import { readFeedGrid, readFeedLines, type FeedRead } from '../../../domain/lab/feed.ts'
import { inTransaction } from '../../act.ts'
import { readWorkbook } from '../../spreadsheet/read-workbook.ts'
import { FileRefused } from '../../spreadsheet/refuse.ts'
import { DomainError } from '../../errors.ts'
import { takeTestResults } from '../../test-results/take-test-results.ts'
import type { Store } from './open-store.ts'

export interface FeedFile {
  file: string
  read: FeedRead
}

/**
 * A file of lab results: JSON lines where the first line is an object, else a table.
 * @throws DomainError for a file that holds neither
 */
export function readFeedFile({ path, bytes }: { path: string; bytes: Uint8Array<ArrayBuffer> }, now: string): FeedFile {
  const today = dayAt(Date.parse(now))
  const read = isJsonLines(bytes) ? readFeedLines(new TextDecoder().decode(bytes), today) : readTable(bytes, today)
  return { file: basename(path), read }
}

const isJsonLines = (bytes: Uint8Array) => new TextDecoder().decode(bytes.subarray(0, 64)).trimStart().startsWith('{')

function readTable(bytes: Uint8Array, today: string): FeedRead {
  const grids = gridsOf(bytes)
  const reads = grids.flatMap(grid => readFeedGrid(grid, today) ?? [])
  if (reads.length === 0) throw new DomainError('feed_header_missing')
  return {
    rows: reads.reduce((sum, read) => sum + read.rows, 0),
    results: reads.flatMap(read => read.results),
    bad: reads.flatMap(read => read.bad),
  }
}

function gridsOf(bytes: Uint8Array) {
  try {
    return readWorkbook(bytes)
  } catch (cause) {
    if (cause instanceof FileRefused) throw new DomainError(cause.code)
    throw cause
  }
}

/** Takes one file of results in one transaction and tells the running servers. */
export async function feedFromConsole(
  store: Store,
  { file, read }: FeedFile,
  source: string,
): Promise<FeedAnswer & { file: string; changed: number }> {
  const answer = await inTransaction(store, work => takeTestResults(work, read, source))
  await store.wake()
  return { file, ...answer }
}
