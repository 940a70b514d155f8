import { and, eq } from 'drizzle-orm'
import type { RecordSummary } from '../../contract/records.ts'
import { beforeWork, MOVES, type BeforeWork } from '../../domain/tasks/status.ts'
import type { Act } from '../act.ts'
import { only, type Db } from '../db/db.ts'
import { readMessages, records, reports } from '../db/schema/index.ts'
import { DomainError } from '../errors.ts'
import { changeTask, requireVersion } from '../tasks/change-task.ts'
import { lockOwnTask, type TaskRow } from '../access/task-scope.ts'
import { matchTask } from '../test-results/match-task.ts'
import { recordSummaryOf, undoUntil, type RecordRow } from './record-summary.ts'

/** The record and its task, locked; both must lie in the recorder's communities. */
export async function lockRecord(act: Act, recordId: string): Promise<{ record: RecordRow; task: TaskRow }> {
  const task = await lockOwnTask(act, ['recorder'], recordId, 'record')
  const record = only(await act.db.select().from(records).where(eq(records.id, recordId)))
  if (record.undoneAt !== null || record.supersededBy !== null) throw new DomainError('record_not_current')
  return { record, task }
}

/**
 * Takes a record back within ten minutes: the task is as it was, the record before it speaks again, or the report waits again.
 * @throws DomainError `not_found`, `record_not_current`, `undo_expired`, `task_changed`
 */
export async function undoRecord(act: Act, recordId: string, version: number): Promise<RecordSummary> {
  const { db, member } = act
  const now = act.clock()
  const { record, task } = await lockRecord(act, recordId)
  if (now > undoUntil(record)) throw new DomainError('undo_expired')
  await requireVersion(db, task, version)
  const [undone] = await db
    .update(records)
    .set({ undoneAt: now, undoneBy: member.staffId })
    .where(eq(records.id, recordId))
    .returning()
  // The message it came from may be recorded again.
  await db.delete(readMessages).where(eq(readMessages.recordId, recordId))
  const earlier = await bringBackEarlier(db, record)
  if (record.reportId && record.reportId !== earlier?.reportId) await letWait(db, task.id, record.reportId)
  // A record of before an upgrade keeps less: what it does not know stays as it is.
  const before = { ...beforeWork(task, task), ...(record.before as Partial<BeforeWork>) }
  const restored = await changeTask(db, task, MOVES.undo(task, before), {
    kind: 'record_undone',
    at: now,
    staffId: member.staffId,
  })
  return recordSummaryOf(act.sealer, undone ?? record, member.name, await matchTask(db, restored, now))
}

/** The record that this one superseded speaks again. */
async function bringBackEarlier(tx: Db, { id }: RecordRow): Promise<RecordRow | undefined> {
  const [earlier] = await tx
    .update(records)
    .set({ supersededBy: null, supersededAt: null })
    .where(eq(records.supersededBy, id))
    .returning()
  return earlier
}

/** The report waits again, unless a later one of the task waits already. */
async function letWait(tx: Db, taskId: string, reportId: string): Promise<void> {
  const later = await tx.$count(reports, and(eq(reports.taskId, taskId), eq(reports.state, 'posted')))
  await tx
    .update(reports)
    .set({ state: later > 0 ? 'superseded' : 'posted' })
    .where(eq(reports.id, reportId))
}
