import { asc, inArray, or } from 'drizzle-orm'
import type { Db } from '../db/db.ts'
import { testResults, type subjects } from '../db/schema/index.ts'
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
  const everyoneHasId = ids.length === people.length
  return rows.filter(row => row.idHash === null || ids.includes(row.idHash) || !everyoneHasId)
}
