import { and, eq } from 'drizzle-orm'
import { ROLES } from '../../contract/staff.ts'
import type { AssignSample, UnassignSample } from '../../contract/tasks.ts'
import { aboutTask } from '../journal/about-task.ts'
import { appendAuditEntry } from '../journal/append-audit-entry.ts'
import type { Act, Work } from '../act.ts'
import { only, type Db } from '../db/db.ts'
import { batches, sampleAssignments } from '../db/schema/index.ts'
import { DomainError } from '../errors.ts'
import { changeTask, requireVersion } from '../tasks/change-task.ts'
import { lockOwnTask, type TaskRow } from '../access/task-scope.ts'
import { matchTask } from '../test-results/match-task.ts'
import { sampledOf, type OwnSample } from '../test-results/samples-of.ts'

/**
 * Notes whose a sample of a shared number is, and asks the rule again. The same answer again changes nothing; another one
 * first takes back what the sample had satisfied.
 * @throws DomainError `not_found`, `batch_not_open`, `task_changed`, `sample_settled`
 */
export async function assignSample(
  act: Act,
  taskId: string,
  { version, sampleId, subjectId }: AssignSample,
): Promise<TaskRow> {
  const { db } = act
  const task = await lockOpenTask(act, taskId, version)
  const { sample, owner } = await getAnswer(db, task, sampleId, subjectId)
  if (sample.assigned?.subjectId === subjectId) return task
  const asked = sample.assigned === null ? task : await takeBack(act, task, sampleId)
  const at = act.clock()
  await db.insert(sampleAssignments).values({ taskId, sampleId, subjectId, staffId: act.member.staffId, at })
  return settle(act, asked, 'sample_assigned', owner === null ? '都不是' : `第 ${owner + 1} 人`)
}

/**
 * Takes the answer back: the card asks again, and what the sample had satisfied is open.
 * @throws DomainError `not_found` where there is none, `batch_not_open`, `task_changed`
 */
export async function unassignSample(
  act: Act,
  taskId: string,
  { version, sampleId }: UnassignSample,
): Promise<TaskRow> {
  const task = await lockOpenTask(act, taskId, version)
  await remove(act.db, taskId, sampleId)
  return settle(act, task, 'sample_unassigned', '撤回')
}

async function lockOpenTask(act: Act, taskId: string, version: number): Promise<TaskRow> {
  const { db } = act
  const task = await lockOwnTask(act, ROLES, taskId)
  const batch = only(await db.select({ status: batches.status }).from(batches).where(eq(batches.id, task.batchId)))
  if (batch.status !== 'open') throw new DomainError('batch_not_open')
  await requireVersion(db, task, version)
  return task
}

/** The sample and the place of its owner among the people; only whom it may be of can be named. */
async function getAnswer(tx: Db, task: TaskRow, sampleId: string, subjectId: string | null) {
  const { people, samples } = (await sampledOf(tx, [task])).get(task.id) ?? { people: [], samples: [] }
  const sample: OwnSample | undefined = samples.find(one => one.id === sampleId)
  if (!sample) throw new DomainError('not_found')
  if (sample.candidates.length === 0) throw new DomainError('sample_settled')
  if (subjectId === null) return { sample, owner: null }
  const owner = sample.candidates.find(index => people[index]?.id === subjectId)
  if (owner === undefined) throw new DomainError('not_found')
  return { sample, owner }
}

async function takeBack(work: Work, task: TaskRow, sampleId: string): Promise<TaskRow> {
  const { db } = work
  await remove(db, task.id, sampleId)
  return matchTask(db, task, work.clock())
}

async function remove(tx: Db, taskId: string, sampleId: string): Promise<void> {
  const one = and(eq(sampleAssignments.taskId, taskId), eq(sampleAssignments.sampleId, sampleId))
  const removed = await tx.delete(sampleAssignments).where(one).returning({ sampleId: sampleAssignments.sampleId })
  if (removed.length === 0) throw new DomainError('not_found')
}

/** Writes down what was answered, then lets the rule have its say. */
async function settle(
  act: Act,
  task: TaskRow,
  kind: 'sample_assigned' | 'sample_unassigned',
  reason: string,
): Promise<TaskRow> {
  const { db } = act
  const at = act.clock()
  const { staffId } = act.member
  const { unitId: chain } = task
  await appendAuditEntry(act, { chain, at, staffId, action: 'assign', ...aboutTask(task), field: 'sample', reason })
  const changed = await changeTask(db, task, {}, { kind, at, staffId })
  return await matchTask(db, changed, at)
}
