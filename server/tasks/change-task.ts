import { and, asc, eq, gt, sql } from 'drizzle-orm'
import type { TaskChange } from '../../contract/error-details.ts'
import type { Db } from '../db/db.ts'
import { placeholdersOf, statement } from '../db/prepared.ts'
import { events, staff, tasks } from '../db/schema/index.ts'
import { DomainError } from '../errors.ts'
import { appendEvents, type NewEvent } from '../journal/append-event.ts'
import { eventText } from '../../domain/words/event-text.ts'
import type { TaskRow } from '../access/task-scope.ts'

type Happened = Pick<NewEvent, 'kind' | 'at'> & Pick<Partial<NewEvent>, 'staffId' | 'data'>

const CHANGING = [
  'version',
  'status',
  'rank',
  'dueAt',
  'attemptCount',
  'lastOutcome',
  'lastAttemptAt',
  'nextCallAt',
  'rungAt',
  'leaseStaffId',
  'leaseUntil',
  'calledAt',
  'reportedAt',
  'recordedAt',
  'exempt',
  'closedAt',
  'closedReason',
] as const satisfies (keyof TaskRow)[]

/** What a use case may change of a task. The lab's part is written by `matchTasks`. */
export type TaskPatch = Partial<Pick<TaskRow, (typeof CHANGING)[number]>>

/** Writes a locked task's new state with its next version, and what happened. Answers with the new row. */
export async function changeTask(tx: Db, task: TaskRow, patch: TaskPatch, ...happened: Happened[]): Promise<TaskRow> {
  const changed = { ...task, ...patch, version: task.version + 1 }
  const about = { taskId: task.id, taskVersion: changed.version, batchId: task.batchId, unitId: task.unitId }
  await Promise.all([writeTask(tx, changed), appendEvents(tx, ...happened.map(event => ({ ...event, ...about })))])
  return changed
}

const taskUpdate = statement('write_task', (db, name) =>
  db
    .update(tasks)
    .set(placeholdersOf(...CHANGING))
    .where(eq(tasks.id, sql.placeholder('id')))
    .prepare(name),
)

/** All that may change is written each time, so that one statement serves every use case. */
const writeTask = (tx: Db, task: TaskRow) => taskUpdate(tx).execute({ ...task })

/**
 * Refuses a change that was decided on an older version, and says what others did since.
 * @throws DomainError `task_changed`
 */
export async function requireVersion(tx: Db, task: TaskRow, version: number): Promise<void> {
  if (task.version === version) return
  throw new DomainError('task_changed', { changes: await changesSince(tx, task.id, version) })
}

/**
 * Refuses a change of a task that is closed by now, and says by what.
 * @throws DomainError `task_closed`
 */
export async function requireOpen(tx: Db, task: TaskRow, version: number): Promise<void> {
  if (task.status !== 'closed') return
  throw new DomainError('task_closed', { changes: await changesSince(tx, task.id, version) })
}

async function changesSince(tx: Db, taskId: string, version: number): Promise<TaskChange[]> {
  const rows = await tx
    .select({ kind: events.kind, data: events.data, at: events.at, by: staff.name })
    .from(events)
    .leftJoin(staff, eq(staff.id, events.staffId))
    .where(and(eq(events.taskId, taskId), gt(events.taskVersion, version)))
    .orderBy(asc(events.seq))
  return rows.flatMap(({ kind, data, at, by }) => {
    const text = eventText(kind, data)
    return text === null ? [] : [{ kind, text, by, at: at.toISOString() }]
  })
}
