import { and, eq, isNull, sql } from 'drizzle-orm'
import type { ReportFields } from '../../contract/report-fields.ts'
import { type ExemptReason, EXEMPT_REASONS } from '../../contract/tasks.ts'
import type { Act } from '../act.ts'
import { only, type Db } from '../db/db.ts'
import { placeholdersOf, prepared } from '../db/prepared.ts'
import { records } from '../db/schema/index.ts'
import { sealJson } from '../privacy/sealer.ts'
import { changeTask, type TaskPatch } from '../tasks/change-task.ts'
import { exemptReason } from '../tasks/event-text.ts'
import type { TaskRow } from '../access/task-scope.ts'
import { askLab, matchTask } from '../test-results/match-task.ts'
import type { RecordRow } from './record-summary.ts'

/** The part of a task that a record changes; kept with the record, so that an undo puts it back. */
export interface BeforeRecord {
  status: TaskRow['status']
  exempt: ExemptReason | null
  recordedAt: string | null
  closedAt: string | null
  closedReason: string | null
}

interface NewRecord {
  reportId: string | null
  fields: ReportFields
  kind: 'record_made' | 'record_corrected'
  reason?: string
}

interface Written {
  record: RecordRow
  task: TaskRow
}

/** Confirms what was learned: record, task state and event in one transaction; the record before is superseded, never overwritten. */
export async function writeRecord(act: Act, task: TaskRow, record: NewRecord): Promise<Written> {
  const { db, member } = act
  const now = act.clock()
  const exempt = exemptOf(record.fields)
  const [made, changed, lab] = await Promise.all([
    insertRecord(db, {
      taskId: task.id,
      reportId: record.reportId,
      staffId: member.staffId,
      fieldsSealed: sealJson(act.sealer, record.fields),
      recordedAt: now,
      reasonSealed: record.reason === undefined ? null : act.sealer.seal(record.reason),
      before: beforeOf(task),
    }),
    changeTask(db, task, recordedPatch(task, exempt, now), {
      kind: record.kind,
      at: now,
      staffId: member.staffId,
      data: { exempt },
    }),
    askLab(db, [task]),
  ])
  return { record: made, task: await matchTask(db, changed, now, lab) }
}

/** Its statement sees the records as they were before it, so that it does not supersede what it makes. */
async function insertRecord(tx: Db, record: typeof records.$inferInsert): Promise<RecordRow> {
  const rows = await prepared(tx, 'insert_record', name => {
    const ofTask = eq(records.taskId, sql.placeholder('taskId'))
    const superseded = tx.$with('superseded').as(
      tx
        .update(records)
        .set({ supersededAt: sql`${sql.placeholder('recordedAt')}` })
        .where(and(ofTask, isNull(records.undoneAt), isNull(records.supersededAt)))
        .returning({ id: records.id }),
    )
    return tx
      .with(superseded)
      .insert(records)
      .values(placeholdersOf('taskId', 'reportId', 'staffId', 'fieldsSealed', 'recordedAt', 'reasonSealed', 'before'))
      .returning()
      .prepare(name)
  }).execute({ ...record })
  return only(rows)
}

/** Why nobody at this number can be asked to be tested; null: the task counts. */
export function exemptOf({ outcome, whereabouts }: ReportFields): ExemptReason | null {
  return EXEMPT_REASONS.find(reason => reason === outcome || reason === whereabouts) ?? null
}

function recordedPatch(task: TaskRow, exempt: ExemptReason | null, now: Date): TaskPatch {
  if (task.matchedAt !== null) return { recordedAt: now, exempt }
  if (exempt === null) return { status: 'recorded', recordedAt: now, exempt, closedAt: null, closedReason: null }
  return {
    status: 'closed',
    recordedAt: now,
    exempt,
    closedAt: now,
    closedReason: exemptReason(exempt),
  }
}

function beforeOf(task: TaskRow): BeforeRecord {
  return {
    status: task.status,
    exempt: task.exempt,
    recordedAt: task.recordedAt?.toISOString() ?? null,
    closedAt: task.closedAt?.toISOString() ?? null,
    closedReason: task.closedReason,
  }
}
