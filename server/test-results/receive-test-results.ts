import { and, eq, inArray, or, sql } from 'drizzle-orm'
import type { Db } from '../db/db.ts'
import { batches, subjects, tasks, testResults } from '../db/schema/index.ts'
import { matchTask } from './match-task.ts'

export type NewTestResult = typeof testResults.$inferInsert

/** Rows written in one statement; PostgreSQL takes at most 65,535 parameters. */
const ROWS_AT_ONCE = 1000

/**
 * Takes rows of the lab feed; a row with an id seen before replaces that one. Asks the rule of every task they speak of,
 * in one transaction. Answers with how many tasks changed.
 */
export async function receiveTestResults(
  tx: Db,
  rows: readonly NewTestResult[],
  now: Date,
): Promise<{ changed: number }> {
  const replaced: NewTestResult[] = []
  for (let start = 0; start < rows.length; start += ROWS_AT_ONCE) {
    const chunk = rows.slice(start, start + ROWS_AT_ONCE)
    replaced.push(...(await listSeen(tx, chunk)))
    await upsert(tx, chunk)
  }
  const taskIds = await listTasksSpokenOf(tx, [...replaced, ...rows])
  let changed = 0
  for (const id of taskIds) {
    const [task] = await tx.select().from(tasks).where(eq(tasks.id, id)).for('update')
    if (task && (await matchTask(tx, task, now)).version !== task.version) changed += 1
  }
  return { changed }
}

/** The rows that are about to be replaced: they may have spoken of other people. */
function listSeen(tx: Db, rows: readonly NewTestResult[]): Promise<NewTestResult[]> {
  const ids = rows.map(row => row.id)
  return tx
    .select()
    .from(testResults)
    .where(sql`${testResults.id} = any(${sql.param(ids)}::text[])`)
}

/** In the order of the ids, so that two feeds at once do not wait for each other in a circle. */
async function upsert(tx: Db, rows: readonly NewTestResult[]): Promise<void> {
  const newest = [...new Map(rows.map(row => [row.id, row])).values()].sort((a, b) => (a.id < b.id ? -1 : 1))
  const replaced = (column: string) => sql.raw(`excluded.${column}`)
  await tx
    .insert(testResults)
    .values(newest)
    .onConflictDoUpdate({
      target: testResults.id,
      set: {
        phoneHash: replaced('phone_hash'),
        idHash: replaced('id_hash'),
        sampledAt: replaced('sampled_at'),
        resultAt: replaced('result_at'),
        result: replaced('result'),
        site: replaced('site'),
        source: replaced('source'),
        receivedAt: replaced('received_at'),
      },
    })
}

/** In one order for every process, so that two feeds at once do not wait for each other in a circle. */
async function listTasksSpokenOf(tx: Db, rows: readonly NewTestResult[]): Promise<string[]> {
  const phones = rows.flatMap(row => row.phoneHash ?? [])
  const ids = rows.flatMap(row => row.idHash ?? [])
  const byId =
    ids.length > 0
      ? inArray(
          tasks.id,
          tx
            .select({ id: subjects.taskId })
            .from(subjects)
            .where(sql`${subjects.idHash} = any(${sql.param(ids)}::text[])`),
        )
      : undefined
  const byPhone = phones.length > 0 ? sql`${tasks.phoneHashes} && ${sql.param(phones)}::text[]` : undefined
  const found = await tx
    .select({ id: tasks.id })
    .from(tasks)
    .innerJoin(batches, and(eq(batches.id, tasks.batchId), eq(batches.status, 'open')))
    .where(or(byId, byPhone))
    .orderBy(tasks.id)
  return found.map(task => task.id)
}
