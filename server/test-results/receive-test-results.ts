import { and, eq, inArray, or, sql } from 'drizzle-orm'
import type { Db } from '../db/db.ts'
import { inParts } from '../db/in-parts.ts'
import { batches, sampleAssignments, subjects, tasks, testResults } from '../db/schema/index.ts'
import { matchTasks } from './match-task.ts'

export type NewTestResult = typeof testResults.$inferInsert

type Spoken = Pick<NewTestResult, 'phoneHash' | 'idHash'>
type Told = Pick<NewTestResult, 'id' | 'phoneHash' | 'idHash' | 'sampledAt' | 'result'>

/**
 * Takes rows of the lab feed; a row with an id seen before replaces that one. Asks the rule of every task they speak of,
 * or spoke of before they were replaced, in one transaction. Answers with how many tasks changed.
 */
export async function receiveTestResults(
  tx: Db,
  rows: readonly NewTestResult[],
  now: Date,
): Promise<{ changed: number }> {
  const newest = [...new Map(rows.map(row => [row.id, row])).values()]
  const replaced = await listReplaced(tx, newest)
  for (const part of inParts(newest)) await upsert(tx, part)
  const locked = await lockTasksSpokenOf(tx, [...newest, ...replaced])
  await takeBackAnswers(tx, newest, replaced)
  return { changed: (await matchTasks(tx, locked, now, newsOf(newest, replaced))).length }
}

/** The rows as they were: a corrected number takes a sample away from somebody. */
function listReplaced(tx: Db, rows: readonly NewTestResult[]): Promise<Told[]> {
  const { id, phoneHash, idHash, sampledAt, result } = testResults
  const ids = rows.map(row => row.id)
  return tx
    .select({ id, phoneHash, idHash, sampledAt, result })
    .from(testResults)
    .where(sql`${testResults.id} = any(${sql.param(ids)}::text[])`)
}

const named = ({ phoneHash, idHash }: Spoken) => `${phoneHash} ${idHash}`

/** Rows that say something they did not say before. */
function newsOf(rows: readonly Told[], replaced: readonly Told[]): ReadonlySet<string> {
  const told = (row: Told) => `${named(row)} ${row.sampledAt.toISOString()} ${row.result}`
  const before = new Map(replaced.map(row => [row.id, told(row)]))
  return new Set(rows.filter(row => before.get(row.id) !== told(row)).map(row => row.id))
}

/** Whose a sample is was asked about the row as it was: one that names another number or ID number is asked about anew. */
async function takeBackAnswers(tx: Db, rows: readonly Told[], replaced: readonly Told[]): Promise<void> {
  const now = new Map(rows.map(row => [row.id, named(row)]))
  const moved = replaced.filter(row => now.get(row.id) !== named(row)).map(row => row.id)
  if (moved.length > 0) await tx.delete(sampleAssignments).where(inArray(sampleAssignments.sampleId, moved))
}

async function upsert(tx: Db, rows: readonly NewTestResult[]): Promise<void> {
  const replaced = (column: string) => sql.raw(`excluded.${column}`)
  await tx
    .insert(testResults)
    .values([...rows])
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
async function lockTasksSpokenOf(tx: Db, rows: readonly Spoken[]) {
  const phones = [...new Set(rows.flatMap(row => row.phoneHash ?? []))]
  const ids = [...new Set(rows.flatMap(row => row.idHash ?? []))]
  if (phones.length + ids.length === 0) return []
  const byId = tx
    .select({ id: subjects.taskId })
    .from(subjects)
    .where(sql`${subjects.idHash} = any(${sql.param(ids)}::text[])`)
  const byPhone = sql`${tasks.phoneHashes} && ${sql.param(phones)}::text[]`
  const open = tx.select({ id: batches.id }).from(batches).where(eq(batches.status, 'open'))
  return tx
    .select()
    .from(tasks)
    .where(and(inArray(tasks.batchId, open), or(inArray(tasks.id, byId), byPhone)))
    .orderBy(tasks.id)
    .for('update')
}
