import { and, eq, sql } from 'drizzle-orm'
import type { Db } from '../db/db.ts'
import { readMessages, staff, tasks, testResults } from '../db/schema/index.ts'
import type { Recorded } from '../tasks/earlier-records.ts'
import type { SampleRow } from '../test-results/samples-of.ts'
import type { KnownTask } from './find-tasks.ts'

/** Which of these messages were recorded on a task of these communities, with the first who did it. */
export async function listRecordedKeys(
  db: Db,
  communityIds: readonly string[],
  keys: readonly string[],
): Promise<Map<string, Recorded & { taskId: string }>> {
  const rows = await db
    .select({ key: readMessages.fingerprint, taskId: readMessages.taskId, at: readMessages.at, by: staff.name })
    .from(readMessages)
    .innerJoin(staff, eq(staff.id, readMessages.staffId))
    .innerJoin(tasks, eq(tasks.id, readMessages.taskId))
    .where(
      and(
        sql`${readMessages.fingerprint} = any(${sql.param(keys)}::text[])`,
        sql`${tasks.unitId} = any(${sql.param(communityIds)}::uuid[])`,
      ),
    )
    .orderBy(sql`${readMessages.at} desc`)
  return new Map(rows.map(({ key, ...recorded }) => [key, recorded]))
}

/**
 * The lab's samples of these tasks, to be shown beside what was told; nothing is matched by them. A sample with the ID
 * number of somebody who is not on the task is not theirs.
 */
export async function listSamples(db: Db, known: readonly KnownTask[]): Promise<Map<string, SampleRow[]>> {
  const phones = known.flatMap(({ row }) => row.phoneHashes)
  const ids = known.flatMap(({ people }) => people.flatMap(person => person.idHash ?? []))
  const rows = await db
    .select()
    .from(testResults)
    .where(
      sql`(${testResults.phoneHash} = any(${sql.param(phones)}::text[])
        or ${testResults.idHash} = any(${sql.param(ids)}::text[]))`,
    )
  const byHash = new Map<string, SampleRow[]>()
  for (const sample of rows)
    for (const hash of new Set([sample.phoneHash, sample.idHash]))
      if (hash !== null) byHash.set(hash, [...(byHash.get(hash) ?? []), sample])
  return new Map(known.map(task => [task.id, samplesOfTask(task, byHash)]))
}

function samplesOfTask({ row, people }: KnownTask, byHash: ReadonlyMap<string, readonly SampleRow[]>): SampleRow[] {
  const ids = new Set(people.flatMap(person => person.idHash ?? []))
  const samples = [...row.phoneHashes, ...ids].flatMap(hash => byHash.get(hash) ?? [])
  const theirs = samples.filter(({ idHash }) => idHash === null || ids.has(idHash) || ids.size < people.length)
  return [...new Map(theirs.map(sample => [sample.id, sample])).values()]
}
