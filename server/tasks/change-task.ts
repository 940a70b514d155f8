import { and, asc, eq, gt } from 'drizzle-orm'
import type { TaskChange } from '../../contract/errors.ts'
import type { Db } from '../db/db.ts'
import { only } from '../db/db.ts'
import { events, staff, tasks } from '../db/schema/index.ts'
import { DomainError } from '../errors.ts'
import { appendEvents, type NewEvent } from '../events/append-event.ts'
import { eventText } from './event-text.ts'
import type { TaskRow } from './task-scope.ts'

type Happened = Pick<NewEvent, 'kind' | 'at'> & Pick<Partial<NewEvent>, 'staffId' | 'data'>

/** Writes a task's new state with its next version, and what happened, in one transaction. Answers with the new row. */
export async function changeTask(
  tx: Db,
  task: TaskRow,
  patch: Partial<typeof tasks.$inferInsert>,
  ...happened: Happened[]
): Promise<TaskRow> {
  const version = task.version + 1
  const changed = only(
    await tx
      .update(tasks)
      .set({ ...patch, version })
      .where(eq(tasks.id, task.id))
      .returning(),
  )
  await appendEvents(
    tx,
    ...happened.map(event => ({
      ...event,
      taskId: task.id,
      taskVersion: version,
      batchId: task.batchId,
      unitId: task.unitId,
    })),
  )
  return changed
}

/**
 * Refuses a change that was decided on an older version, and says what others did since.
 * @throws DomainError `task_changed`
 */
export async function requireVersion(tx: Db, task: TaskRow, version: number): Promise<void> {
  if (task.version === version) return
  throw new DomainError('task_changed', { changes: await changesSince(tx, task.id, version) })
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
