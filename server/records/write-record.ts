import { and, eq, isNull } from 'drizzle-orm'
import type { ReportFields } from '../../contract/report-fields.ts'
import type { ExemptReason } from '../../contract/tasks.ts'
import { EXEMPT_REASONS } from '../../contract/tasks.ts'
import type { Deps, Member } from '../app-env.ts'
import { only, type Db } from '../db/db.ts'
import { records, type tasks } from '../db/schema/index.ts'
import { sealJson } from '../privacy/sealer.ts'
import { changeTask } from '../tasks/change-task.ts'
import { exemptReason } from '../tasks/event-text.ts'
import type { TaskRow } from '../tasks/task-scope.ts'
import { matchTask } from '../test-results/match-task.ts'
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
export async function writeRecord(
  deps: Deps,
  tx: Db,
  member: Member,
  task: TaskRow,
  record: NewRecord,
): Promise<Written> {
  const now = deps.clock()
  await tx
    .update(records)
    .set({ supersededAt: now })
    .where(and(eq(records.taskId, task.id), isNull(records.undoneAt), isNull(records.supersededAt)))
  const made = only(
    await tx
      .insert(records)
      .values({
        taskId: task.id,
        reportId: record.reportId,
        staffId: member.staffId,
        fieldsSealed: sealJson(deps.sealer, record.fields),
        recordedAt: now,
        reasonSealed: record.reason === undefined ? null : deps.sealer.seal(record.reason),
        before: beforeOf(task),
      })
      .returning(),
  )
  const exempt = exemptOf(record.fields)
  const changed = await changeTask(tx, task, recordedPatch(task, exempt, now), {
    kind: record.kind,
    at: now,
    staffId: member.staffId,
    data: { exempt },
  })
  return { record: made, task: await matchTask(tx, changed, now) }
}

/** Why nobody at this number can be asked to be tested; null: the task counts. */
export function exemptOf({ outcome, whereabouts }: ReportFields): ExemptReason | null {
  return EXEMPT_REASONS.find(reason => reason === outcome || reason === whereabouts) ?? null
}

function recordedPatch(task: TaskRow, exempt: ExemptReason | null, now: Date): Partial<typeof tasks.$inferInsert> {
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
