import { eq } from 'drizzle-orm'
import type { RecordReport, RecordSummary } from '../../contract/records.ts'
import type { ReportFields } from '../../contract/report-fields.ts'
import type { Deps, Member } from '../app-env.ts'
import { only, type Db } from '../db/db.ts'
import { events, reports, staff } from '../db/schema/index.ts'
import { DomainError } from '../errors.ts'
import { openJson } from '../privacy/sealer.ts'
import { unmaskFields } from '../reports/masked-fields.ts'
import { requireVersion } from '../tasks/change-task.ts'
import { lockOwnTask } from '../tasks/task-scope.ts'
import { recordSummaryOf } from './record-summary.ts'
import { writeRecord } from './write-record.ts'

/**
 * Records a posted report with one tap, as it is or as the recorder corrected it.
 * @throws DomainError `not_found`, `already_recorded` (with who did it), `task_changed`, `record_not_current` for a report
 * that a later one superseded
 */
export async function recordReport(
  deps: Deps,
  tx: Db,
  member: Member,
  reportId: string,
  input: RecordReport,
): Promise<RecordSummary> {
  const [found] = await tx.select({ taskId: reports.taskId }).from(reports).where(eq(reports.id, reportId))
  if (!found) throw new DomainError('not_found')
  const task = await lockOwnTask(tx, member, ['recorder'], found.taskId)
  const report = only(await tx.select().from(reports).where(eq(reports.id, reportId)))
  if (report.state === 'recorded')
    throw new DomainError('already_recorded', { changes: await whoRecorded(tx, task.id) })
  await requireVersion(tx, task, input.version)
  if (report.state === 'superseded') throw new DomainError('record_not_current')
  const held = openJson<ReportFields>(deps.sealer, report.fieldsSealed)
  const fields = input.fields ? unmaskFields(input.fields, held) : held
  await tx.update(reports).set({ state: 'recorded' }).where(eq(reports.id, reportId))
  const written = await writeRecord(deps, tx, member, task, { reportId, fields, kind: 'record_made' })
  return recordSummaryOf(deps.sealer, written.record, member.name, written.task.version)
}

async function whoRecorded(tx: Db, taskId: string) {
  const rows = await tx
    .select({ kind: events.kind, at: events.at, by: staff.name })
    .from(events)
    .leftJoin(staff, eq(staff.id, events.staffId))
    .where(eq(events.taskId, taskId))
    .orderBy(events.seq)
  return rows
    .filter(row => row.kind === 'record_made')
    .slice(-1)
    .map(row => ({ kind: row.kind, text: '录入', by: row.by, at: row.at.toISOString() }))
}
