import { and, eq, sql } from 'drizzle-orm'
import type { Db } from '../db/db.ts'
import { readMessages, reports, staff, tasks } from '../db/schema/index.ts'
import type { Recorded } from '../tasks/earlier-records.ts'

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

/** Which of these tasks have a newest report that its caller took back. */
export async function listWithdrawn(db: Db, taskIds: readonly string[]): Promise<Set<string>> {
  const rows = await db
    .selectDistinctOn([reports.taskId], { taskId: reports.taskId, state: reports.state })
    .from(reports)
    .where(sql`${reports.taskId} = any(${sql.param(taskIds)}::uuid[])`)
    .orderBy(reports.taskId, sql`${reports.postedAt} desc`)
  return new Set(rows.flatMap(({ taskId, state }) => (state === 'withdrawn' ? [taskId] : [])))
}
