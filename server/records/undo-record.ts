import { eq } from 'drizzle-orm'
import type { RecordSummary } from '../../contract/records.ts'
import type { Deps, Member } from '../app-env.ts'
import { only, type Db } from '../db/db.ts'
import { records, reports } from '../db/schema/index.ts'
import { DomainError } from '../errors.ts'
import { changeTask, requireVersion } from '../tasks/change-task.ts'
import { lockOwnTask, type TaskRow } from '../tasks/task-scope.ts'
import { matchTask } from '../test-results/match-task.ts'
import { recordSummaryOf, undoUntil, type RecordRow } from './record-summary.ts'
import type { BeforeRecord } from './write-record.ts'

/** The record and its task, locked; both must lie in the recorder's communities. */
export async function lockRecord(
  tx: Db,
  member: Member,
  recordId: string,
): Promise<{ record: RecordRow; task: TaskRow }> {
  const [found] = await tx.select({ taskId: records.taskId }).from(records).where(eq(records.id, recordId))
  if (!found) throw new DomainError('not_found')
  const task = await lockOwnTask(tx, member, ['recorder'], found.taskId)
  const record = only(await tx.select().from(records).where(eq(records.id, recordId)))
  if (record.undoneAt !== null || record.supersededAt !== null) throw new DomainError('record_not_current')
  return { record, task }
}

/**
 * Takes a record back within ten minutes; the report waits again and the task is as it was.
 * @throws DomainError `not_found`, `record_not_current`, `undo_expired`, `task_changed`
 */
export async function undoRecord(
  deps: Deps,
  tx: Db,
  member: Member,
  recordId: string,
  version: number,
): Promise<RecordSummary> {
  const now = deps.clock()
  const { record, task } = await lockRecord(tx, member, recordId)
  if (now > undoUntil(record)) throw new DomainError('undo_expired')
  await requireVersion(tx, task, version)
  const [undone] = await tx
    .update(records)
    .set({ undoneAt: now, undoneBy: member.staffId })
    .where(eq(records.id, recordId))
    .returning()
  if (record.reportId) await tx.update(reports).set({ state: 'posted' }).where(eq(reports.id, record.reportId))
  const restored = await changeTask(tx, task, restorePatch(task, record.before as BeforeRecord), {
    kind: 'record_undone',
    at: now,
    staffId: member.staffId,
  })
  const { version: taskVersion } = await matchTask(tx, restored, now)
  return recordSummaryOf(deps.sealer, undone ?? record, member.name, taskVersion)
}

/** What the lab matched meanwhile stays matched and closed. */
function restorePatch(task: TaskRow, before: BeforeRecord) {
  const { recordedAt, exempt } = before
  const people = { exempt, recordedAt: recordedAt === null ? null : new Date(recordedAt) }
  if (task.matchedAt !== null) return people
  const { status, closedAt, closedReason } = before
  return { ...people, status, closedReason, closedAt: closedAt === null ? null : new Date(closedAt) }
}
