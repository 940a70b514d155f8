import { and, eq } from 'drizzle-orm'
import { ROLES } from '../../contract/staff.ts'
import type { AssignSample, TaskDetail, UnassignSample } from '../../contract/tasks.ts'
import { appendAuditEntry } from '../journal/append-audit-entry.ts'
import type { Deps, Member } from '../app-env.ts'
import { only, type Db } from '../db/db.ts'
import { batches, sampleAssignments } from '../db/schema/index.ts'
import { DomainError } from '../errors.ts'
import { changeTask, requireVersion } from '../tasks/change-task.ts'
import { detailOf } from '../task-detail/get-task.ts'
import { lockOwnTask, type TaskRow } from '../access/task-scope.ts'
import { matchTask } from './match-task.ts'
import { sampledOf, type OwnSample } from './samples-of.ts'

/**
 * Notes whose a sample of a shared number is, and asks the rule again. The same answer again changes nothing; another one
 * first takes back what the sample had satisfied.
 * @throws DomainError `not_found`, `batch_not_open`, `task_changed`, `sample_settled`
 */
export async function assignSample(
  deps: Deps,
  tx: Db,
  member: Member,
  taskId: string,
  { version, sampleId, subjectId }: AssignSample,
): Promise<TaskDetail> {
  const task = await lockOpenTask(tx, member, taskId, version)
  const { sample, owner } = await getAnswer(tx, task, sampleId, subjectId)
  if (sample.assigned?.subjectId === subjectId) return detailOf(deps, tx, member, task)
  const asked = sample.assigned === null ? task : await takeBack(deps, tx, task, sampleId)
  const at = deps.clock()
  await tx.insert(sampleAssignments).values({ taskId, sampleId, subjectId, staffId: member.staffId, at })
  return settle(deps, tx, member, asked, 'sample_assigned', owner === null ? '都不是' : `第 ${owner + 1} 人`)
}

/**
 * Takes the answer back: the card asks again, and what the sample had satisfied is open.
 * @throws DomainError `not_found` where there is none, `batch_not_open`, `task_changed`
 */
export async function unassignSample(
  deps: Deps,
  tx: Db,
  member: Member,
  taskId: string,
  { version, sampleId }: UnassignSample,
): Promise<TaskDetail> {
  const task = await lockOpenTask(tx, member, taskId, version)
  await remove(tx, taskId, sampleId)
  return settle(deps, tx, member, task, 'sample_unassigned', '撤回')
}

async function lockOpenTask(tx: Db, member: Member, taskId: string, version: number): Promise<TaskRow> {
  const task = await lockOwnTask(tx, member, ROLES, taskId)
  const batch = only(await tx.select({ status: batches.status }).from(batches).where(eq(batches.id, task.batchId)))
  if (batch.status !== 'open') throw new DomainError('batch_not_open')
  await requireVersion(tx, task, version)
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

async function takeBack(deps: Deps, tx: Db, task: TaskRow, sampleId: string): Promise<TaskRow> {
  await remove(tx, task.id, sampleId)
  return matchTask(tx, task, deps.clock())
}

async function remove(tx: Db, taskId: string, sampleId: string): Promise<void> {
  const one = and(eq(sampleAssignments.taskId, taskId), eq(sampleAssignments.sampleId, sampleId))
  const removed = await tx.delete(sampleAssignments).where(one).returning({ sampleId: sampleAssignments.sampleId })
  if (removed.length === 0) throw new DomainError('not_found')
}

/** Writes down what was answered, then lets the rule have its say. */
async function settle(
  deps: Deps,
  tx: Db,
  member: Member,
  task: TaskRow,
  kind: 'sample_assigned' | 'sample_unassigned',
  reason: string,
): Promise<TaskDetail> {
  const at = deps.clock()
  const { staffId } = member
  const { id: taskId, phoneHash, unitId: chain } = task
  await appendAuditEntry(tx, { chain, at, staffId, action: 'assign', taskId, phoneHash, field: 'sample', reason })
  const changed = await changeTask(tx, task, {}, { kind, at, staffId })
  return detailOf(deps, tx, member, await matchTask(tx, changed, at))
}
