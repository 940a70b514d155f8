import { and, eq, isNull } from 'drizzle-orm'
import type { DataIssue, ReportDataIssue } from '../../contract/data-issues.ts'
import { ROLES } from '../../contract/staff.ts'
import { maskText } from '../../domain/person/mask-text.ts'
import type { Act, Work } from '../act.ts'
import { only } from '../db/db.ts'
import { dataIssues, subjects } from '../db/schema/index.ts'
import { DomainError } from '../errors.ts'
import { appendEvents } from '../journal/append-event.ts'
import { lockOwnTask, type TaskRow } from '../access/task-scope.ts'
import { issuesWhere } from './list-data-issues.ts'
import { ofDataIssue } from '../privacy/places.ts'
import { openName } from '../tasks/sealed-task.ts'

/**
 * Notes what is wrong with the data of a task; `onCard` are the sources its card names (`sourcesOf`). The same thing said twice before it was passed on stays one.
 * @throws DomainError `not_found`, `invalid_input` for a source the card does not name
 */
export async function reportDataIssue(
  act: Act,
  taskId: string,
  { kind, source, note }: ReportDataIssue,
  onCard: readonly string[],
): Promise<DataIssue> {
  const task = await lockOwnTask(act, ROLES, taskId)
  if (!onCard.includes(source)) {
    throw new DomainError('invalid_input', { fields: [{ path: 'source', problem: 'not on the card' }] })
  }
  const same = and(eq(dataIssues.taskId, taskId), eq(dataIssues.kind, kind), eq(dataIssues.source, source))
  const [known] = await act.db
    .select({ id: dataIssues.id })
    .from(dataIssues)
    .where(and(same, isNull(dataIssues.passedOnAt)))
  const id = known?.id ?? (await write(act, task, { kind, source, note }))
  return only(await issuesWhere(act, eq(dataIssues.id, id), 1))
}

async function write(act: Act, task: TaskRow, { kind, source, note }: ReportDataIssue): Promise<string> {
  const {
    db,
    member: { staffId },
  } = act
  const at = act.clock()
  const issueId = crypto.randomUUID()
  const place = ofDataIssue({ id: issueId }, task.unitId)
  const noteSealed = note === null ? null : act.sealer.seal(await withoutClearValues(act, task, note), place)
  const made = { id: issueId, taskId: task.id, kind, source, noteSealed, staffId, at }
  const { id } = only(await db.insert(dataIssues).values(made).returning({ id: dataIssues.id }))
  const { id: taskId, version: taskVersion, batchId, unitId } = task
  await appendEvents(db, {
    kind: 'data_issue_reported',
    at,
    taskId,
    taskVersion,
    batchId,
    unitId,
    staffId,
    data: { kind },
  })
  return id
}

/**
 * The note is read by others and told upstream: what could be a name of the residents is masked in it, whether it is one or
 * not, or the answer would tell which; numbers and documents are hidden.
 */
async function withoutClearValues(work: Work, task: TaskRow, note: string): Promise<string> {
  const people = await work.db.select().from(subjects).where(eq(subjects.taskId, task.id))
  const names = people.flatMap(person => openName(work.sealer, task, person) ?? [])
  return maskText(note, { alike: names })
}
