import { and, asc, eq, inArray } from 'drizzle-orm'
import { ERROR_SENTENCES } from '../../contract/errors.ts'
import type { PasteResult, PasteResults, RecordPastes } from '../../contract/pastes.ts'
import { communitiesOf, type Act, inTransaction } from '../act.ts'
import { only, type Db } from '../db/db.ts'
import { readMessages, reports, staff, tasks } from '../db/schema/index.ts'
import { DomainError } from '../errors.ts'
import { recordSummaryOf } from '../records/record-summary.ts'
import { writeRecord } from '../records/write-record.ts'
import { requireVersion } from '../tasks/change-task.ts'
import { lockOwnTask, type TaskRow } from '../access/task-scope.ts'
import { withSealedAddress } from './sealed-address.ts'

type Item = RecordPastes['items'][number]

/** How far this very request has moved a task: later items of the same selection were decided before it. */
interface Moved {
  from: number
  to: number
}

/**
 * Records cards of a paste in their order. Each is a decision of its own under a savepoint: one that is refused takes no
 * other with it. Two recorders with the same selection at once: the second waits for the first and is told who it was.
 */
export async function recordPastes(act: Act, { items }: RecordPastes): Promise<PasteResults> {
  await lockTasks(act, items)
  const moved = new Map<string, Moved>()
  const results: PasteResult[] = []
  for (const item of items) results.push(await recordItem(act, item, moved))
  return { results }
}

/** All at once and in one order, so that two selections do not wait for each other in a circle. */
async function lockTasks(act: Act, items: readonly Item[]): Promise<void> {
  const ids = items.map(item => item.taskId)
  await act.db
    .select({ id: tasks.id })
    .from(tasks)
    .where(and(inArray(tasks.id, ids), inArray(tasks.unitId, communitiesOf(act.member, ['recorder']))))
    .orderBy(asc(tasks.id))
    .for('update')
}

async function recordItem(act: Act, item: Item, moved: Map<string, Moved>): Promise<PasteResult> {
  const { db } = act
  const { key, taskId } = item
  try {
    return await inTransaction(act, own => writeItem(own, item, moved))
  } catch (cause) {
    if (!(cause instanceof DomainError)) throw cause
    const { code, details } = cause
    if (code === 'already_recorded') return { key, taskId, outcome: 'already', ...(await firstOf(db, item)) }
    if (code !== 'task_changed') return { key, taskId, outcome: 'refused', message: ERROR_SENTENCES[code] }
    return { key, taskId, outcome: 'changed', changes: details.changes ?? [], version: await versionOf(db, taskId) }
  }
}

async function writeItem(
  act: Act,
  { key, taskId, version, fields: sent, addressSealed = null }: Item,
  moved: Map<string, Moved>,
): Promise<PasteResult> {
  const { db, member } = act
  const task = await lockOwnTask(act, ['recorder'], taskId)
  await claimMessage(db, { fingerprint: key, taskId, staffId: member.staffId, at: act.clock() })
  const before = moved.get(taskId)
  await requireVersion(db, task, before?.from === version ? before.to : version)
  const written = await writeRecord(act, task, {
    reportId: await takeWaitingReport(db, task),
    fields: withSealedAddress(act.sealer, key, sent, addressSealed),
    kind: 'record_made',
  })
  await db
    .update(readMessages)
    .set({ recordId: written.record.id })
    .where(and(eq(readMessages.fingerprint, key), eq(readMessages.taskId, taskId)))
  moved.set(taskId, { from: version, to: written.task.version })
  const record = recordSummaryOf(act.sealer, written.record, member.name, written.task)
  return { key, taskId, outcome: 'recorded', record }
}

async function claimMessage(tx: Db, message: typeof readMessages.$inferInsert): Promise<void> {
  const made = await tx.insert(readMessages).values(message).onConflictDoNothing().returning({ at: readMessages.at })
  if (made.length === 0) throw new DomainError('already_recorded')
}

/** The report that waited for this task is what the group talks about: it is recorded with it. */
async function takeWaitingReport(tx: Db, { id }: TaskRow): Promise<string | null> {
  const [report] = await tx
    .update(reports)
    .set({ state: 'recorded' })
    .where(and(eq(reports.taskId, id), eq(reports.state, 'posted')))
    .returning({ id: reports.id })
  return report?.id ?? null
}

async function firstOf(tx: Db, { key, taskId }: Item): Promise<{ by: string; at: string }> {
  const { by, at } = only(
    await tx
      .select({ by: staff.name, at: readMessages.at })
      .from(readMessages)
      .innerJoin(staff, eq(staff.id, readMessages.staffId))
      .where(and(eq(readMessages.fingerprint, key), eq(readMessages.taskId, taskId))),
  )
  return { by, at: at.toISOString() }
}

const versionOf = async (tx: Db, taskId: string): Promise<number> =>
  only(await tx.select({ version: tasks.version }).from(tasks).where(eq(tasks.id, taskId))).version
