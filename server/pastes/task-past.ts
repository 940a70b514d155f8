import { and, eq, isNull, sql } from 'drizzle-orm'
import { emptyReportFields, type ReportFields, type TestMention } from '../../contract/report-fields.ts'
import { shanghaiDay } from '../../domain/calendar.ts'
import { mayBeTheirs } from '../../domain/lab/whose-sample.ts'
import type { TaskRow } from '../access/task-scope.ts'
import type { Deps } from '../app-env.ts'
import type { Db } from '../db/db.ts'
import { readMessages, records, staff, tasks } from '../db/schema/index.ts'
import { openJson } from '../privacy/sealer.ts'
import { sampledOf, type SampleRow } from '../test-results/samples-of.ts'

/** Who recorded something, and when. */
export interface Recorded {
  by: string
  at: Date
}

export interface EarlierRecord extends Recorded {
  fields: ReportFields
  current: boolean
}

/** Records of these tasks that were not undone, oldest first, by task. */
export async function listEarlierRecords(
  { sealer }: Deps,
  db: Db,
  taskIds: readonly string[],
): Promise<Map<string, EarlierRecord[]>> {
  const rows = await db
    .select({ record: records, by: staff.name })
    .from(records)
    .innerJoin(staff, eq(staff.id, records.staffId))
    .where(and(sql`${records.taskId} = any(${sql.param(taskIds)}::uuid[])`, isNull(records.undoneAt)))
    .orderBy(records.recordedAt)
  const byTask = new Map<string, EarlierRecord[]>()
  for (const { record, by } of rows) {
    const fields = openJson<ReportFields>(sealer, record.fieldsSealed)
    const entry = { by, at: record.recordedAt, fields, current: record.supersededAt === null }
    byTask.set(record.taskId, [...(byTask.get(record.taskId) ?? []), entry])
  }
  return byTask
}

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

/** The lab's samples that are or may be of these tasks' people, by task, to be shown beside what was told. */
export async function listSamples(db: Db, known: readonly Pick<TaskRow, 'id' | 'phoneHashes'>[]) {
  const sampled = await sampledOf(db, known)
  return new Map([...sampled].map(([taskId, { samples }]) => [taskId, samples.filter(mayBeTheirs)]))
}

export const labSampleOf = ({ sampledAt, result }: SampleRow) => ({ sampledAt: sampledAt.toISOString(), result })

/** What the lab says in the shape of what is told, so that a test it knows is no news. */
export function toldByLab(samples: readonly SampleRow[]): ReportFields {
  const tests = samples.flatMap(({ sampledAt, result }): TestMention[] =>
    result === 'void' ? [] : [{ date: shanghaiDay(sampledAt.toISOString()), result }],
  )
  return { ...emptyReportFields(), tests }
}
