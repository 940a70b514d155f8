import { eq, sql } from 'drizzle-orm'
import type { RecordReport, RecordSummary } from '../../contract/records.ts'
import type { Act } from '../act.ts'
import type { Db } from '../db/db.ts'
import { statement } from '../db/prepared.ts'
import { events, reports, staff } from '../db/schema/index.ts'
import { DomainError } from '../errors.ts'
import { unmaskFields } from '../privacy/masked-fields.ts'
import { requireVersion } from '../tasks/change-task.ts'
import { lockOwnTask } from '../access/task-scope.ts'
import { recordSummaryOf } from './record-summary.ts'
import { writeRecord } from './write-record.ts'
import { openReport } from '../tasks/sealed-report.ts'

/**
 * Records a posted report with one tap, as it is or as the recorder corrected it.
 * @throws DomainError `not_found`, `already_recorded` (with who did it), `task_changed`, `record_not_current` for a report
 * that a later one superseded
 */
export async function recordReport(act: Act, reportId: string, input: RecordReport): Promise<RecordSummary> {
  const { db } = act
  // Sent in this order: the report is read under the lock.
  const [task, report] = await Promise.all([
    lockOwnTask(act, ['recorder'], reportId, 'report'),
    findReport(db, reportId),
  ])
  if (!report) throw new DomainError('not_found')
  if (report.state === 'recorded')
    throw new DomainError('already_recorded', { changes: await whoRecorded(db, task.id) })
  await requireVersion(db, task, input.version)
  if (report.state !== 'posted') throw new DomainError('record_not_current')
  const held = openReport(act.sealer, report)
  const fields = input.fields ? unmaskFields(input.fields, held) : held
  const [written] = await Promise.all([
    writeRecord(act, task, { reportId, fields, kind: 'record_made' }),
    closeReport(db, reportId),
  ])
  return recordSummaryOf(act.sealer, written.record, act.member.name, written.task)
}

const reportById = statement('find_report', (db, name) =>
  db
    .select()
    .from(reports)
    .where(eq(reports.id, sql.placeholder('id')))
    .prepare(name),
)

async function findReport(tx: Db, id: string): Promise<typeof reports.$inferSelect | undefined> {
  const [report] = await reportById(tx).execute({ id })
  return report
}

const closingReport = statement('close_report', (db, name) =>
  db
    .update(reports)
    .set({ state: 'recorded' })
    .where(eq(reports.id, sql.placeholder('id')))
    .prepare(name),
)

const closeReport = (tx: Db, id: string) => closingReport(tx).execute({ id })

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
