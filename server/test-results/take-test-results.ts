import { sql } from 'drizzle-orm'
import type { Work } from '../act.ts'
import type { FeedAnswer, TestResult } from '../../contract/test-results.ts'
import { maskText, remembering, type TextMasker } from '../../domain/person/mask-text.ts'
import type { FeedRead } from '../../domain/lab/feed.ts'
import type { Deps } from '../deps.ts'
import { rowsOf, type Db } from '../db/db.ts'
import { receiveTestResults, type NewTestResult } from './receive-test-results.ts'

/** Takes what was read of a feed, in the caller's transaction. `changed`: tasks that are not as they were. */
export async function takeTestResults(
  work: Work,
  { rows, results, bad }: FeedRead,
  source: string,
): Promise<FeedAnswer & { changed: number }> {
  const { db } = work
  const now = work.clock()
  const hide = remembering(maskText)
  const newRows = results.map(result => toRow(work.sealer, result, { source, receivedAt: now, hide }))
  const replacesEarlier = await countKnown(db, newRows)
  const { changed } = await receiveTestResults(db, newRows, now)
  return { rows, kept: results.length, replacesEarlier, bad: [...bad], changed }
}

async function countKnown(tx: Db, rows: readonly NewTestResult[]): Promise<number> {
  const ids = rows.map(row => row.id)
  const known = await rowsOf<{ count: number }>(
    tx,
    sql`select count(*)::int as count from test_results where id = any(${sql.param(ids)}::text[])`,
  )
  return known[0]?.count ?? 0
}

interface Came {
  source: string
  receivedAt: Date
  hide: TextMasker
}

/** The lab's own row ids often hold a document or a number: they are kept as keyed hashes. */
function toRow(sealer: Deps['sealer'], result: TestResult, { source, receivedAt, hide }: Came): NewTestResult {
  const phoneHash = result.phone === null ? null : sealer.hash('phone', result.phone)
  const idHash = result.idNumber === null ? null : sealer.hash('id_number', result.idNumber)
  return {
    id: sealer.hash('feed_row', result.tube ? `${result.id} ${idHash ?? phoneHash}` : result.id),
    phoneHash,
    idHash,
    sampledAt: new Date(result.sampledAt),
    resultAt: result.resultAt === null ? null : new Date(result.resultAt),
    result: result.result,
    site: result.site && hide(result.site),
    source: hide(source),
    receivedAt,
  }
}
