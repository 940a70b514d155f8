import { and, asc, eq, isNull, sql } from 'drizzle-orm'
import { emptyReportFields, type ReportFields } from '../../contract/report-fields.ts'
import { shown } from '../privacy/sealer.ts'
import type { Work } from '../act.ts'
import { records, staff } from '../db/schema/index.ts'
import type { TaskPlace } from '../privacy/places.ts'
import { openRecord } from './sealed-report.ts'

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
  work: Work,
  places: readonly TaskPlace[],
): Promise<Map<string, EarlierRecord[]>> {
  const unitIds = new Map(places.map(({ id, unitId }) => [id, unitId]))
  const rows = await work.db
    .select({ record: records, by: staff.name })
    .from(records)
    .innerJoin(staff, eq(staff.id, records.staffId))
    .where(and(sql`${records.taskId} = any(${sql.param([...unitIds.keys()])}::uuid[])`, isNull(records.undoneAt)))
    .orderBy(asc(records.recordedAt), sql`${records.supersededBy} is null`)
  const byTask = new Map<string, EarlierRecord[]>()
  for (const { record, by } of rows) {
    const unitId = unitIds.get(record.taskId) ?? ''
    const fields = shown(() => openRecord(work.sealer, record, unitId), emptyReportFields())
    const entry = { by, at: record.recordedAt, fields, current: record.supersededBy === null }
    byTask.set(record.taskId, [...(byTask.get(record.taskId) ?? []), entry])
  }
  return byTask
}
