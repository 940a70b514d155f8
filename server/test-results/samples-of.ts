import { and, asc, eq, inArray, or, sql } from 'drizzle-orm'
import type { Db } from '../db/db.ts'
import { subjects, tasks, testResults } from '../db/schema/index.ts'
import type { TaskRow } from '../tasks/task-scope.ts'

export type SampleRow = typeof testResults.$inferSelect

/**
 * The lab's samples that speak of a task's people: by ID number, or by phone.
 * A sample whose ID number belongs to somebody else is not theirs, whatever its phone says.
 */
export async function samplesOf(
  db: Db,
  task: Pick<TaskRow, 'phoneHashes'>,
  people: readonly Pick<typeof subjects.$inferSelect, 'idHash'>[],
): Promise<SampleRow[]> {
  const ids = people.flatMap(person => (person.idHash ? [person.idHash] : []))
  const rows = await db
    .select()
    .from(testResults)
    .where(
      or(
        inArray(testResults.phoneHash, task.phoneHashes),
        ids.length > 0 ? inArray(testResults.idHash, ids) : undefined,
      ),
    )
    .orderBy(asc(testResults.sampledAt))
  const strangers = rows.flatMap(row => (row.idHash === null || ids.includes(row.idHash) ? [] : [row.idHash]))
  const everyoneHasId = ids.length === people.length
  const others = new Set(everyoneHasId ? strangers : await listOthers(db, task, strangers))
  return rows.filter(row => row.idHash === null || !others.has(row.idHash))
}

/** Those of the ID numbers that stand on a list with another phone number. */
async function listOthers(db: Db, task: Pick<TaskRow, 'phoneHashes'>, idHashes: readonly string[]): Promise<string[]> {
  if (idHashes.length === 0) return []
  const elsewhere = sql`not (${tasks.phoneHashes} && ${sql.param(task.phoneHashes)}::text[])`
  const rows = await db
    .selectDistinct({ idHash: subjects.idHash })
    .from(subjects)
    .innerJoin(tasks, eq(tasks.id, subjects.taskId))
    .where(and(inArray(subjects.idHash, [...idHashes]), elsewhere))
  return rows.flatMap(row => row.idHash ?? [])
}
