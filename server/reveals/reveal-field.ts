import { and, asc, eq } from 'drizzle-orm'
import type { Reveal, RevealAnswer } from '../../contract/reveals.ts'
import { ROLES } from '../../contract/staff.ts'
import { communitiesOf, type Member, type Act, type Work } from '../act.ts'
import { takeLook } from '../looks/take-look.ts'
import { subjects } from '../db/schema/index.ts'
import { DomainError } from '../errors.ts'
import { isPurged } from '../tasks/purged.ts'
import { holdTask } from '../tasks/claim-task.ts'
import { lockOwnTask, type TaskRow } from '../access/task-scope.ts'
import { openFacts, openIdNumber, openName, openPhone } from '../tasks/sealed-task.ts'

/** How long the page shows a clear value before it masks it again. */
const SHOWN_SECONDS = 15

/**
 * Hands out one field of one task. Callers must hold the task, or take it by looking; recorders and leads look at any
 * task of their units. The audit entry is written before the value leaves, and in the same transaction.
 * @throws DomainError `not_found`, `look_limit`, `purged`, `task_closed`, `task_held`, `nothing_to_reveal`
 */
export async function revealField(act: Act, taskId: string, reveal: Reveal): Promise<RevealAnswer> {
  const task = await lockOwnTask(act, ROLES, taskId)
  if (isPurged(task)) throw new DomainError('purged')
  if (!isOnDuty(act.member, task)) await holdTask(act, task)
  const { field, reason } = reveal
  await takeLook(act, { kind: 'reveal', roles: ROLES, task, field, reason })
  const value = await clearValue(act, task, reveal)
  return { value, seconds: SHOWN_SECONDS }
}

/** Recording and leading are duties on every task of the unit; calling is one on the task that is held. */
const isOnDuty = (member: Member, task: TaskRow) => communitiesOf(member, ['recorder', 'lead']).includes(task.unitId)

async function clearValue(work: Work, task: TaskRow, { field, subjectId }: Reveal): Promise<string> {
  if (field === 'phone') return openPhone(work.sealer, task)
  const value =
    field === 'address' ? openFacts(work.sealer, task).address : await fieldOfPerson(work, task, field, subjectId)
  if (value === null) throw new DomainError('nothing_to_reveal')
  return value
}

async function fieldOfPerson(
  { db, sealer }: Work,
  task: TaskRow,
  field: 'name' | 'idNumber',
  subjectId: string | undefined,
): Promise<string | null> {
  const [person] = await db
    .select()
    .from(subjects)
    .where(and(eq(subjects.taskId, task.id), subjectId === undefined ? undefined : eq(subjects.id, subjectId)))
    .orderBy(asc(subjects.position))
    .limit(1)
  if (!person) throw new DomainError('nothing_to_reveal')
  return field === 'name' ? openName(sealer, task, person) : openIdNumber(sealer, task, person)
}
