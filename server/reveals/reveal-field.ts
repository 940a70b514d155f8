import { and, asc, eq } from 'drizzle-orm'
import type { Reveal, RevealAnswer } from '../../contract/reveals.ts'
import { ROLES } from '../../contract/staff.ts'
import { communitiesOf, type Deps, type Member } from '../app-env.ts'
import { appendAuditEntry } from '../journal/append-audit-entry.ts'
import type { Db } from '../db/db.ts'
import { subjects, tasks } from '../db/schema/index.ts'
import type { Sealed } from '../db/schema/columns.ts'
import { DomainError } from '../errors.ts'
import { isPurged } from '../purge/purged.ts'
import { openJson } from '../privacy/sealer.ts'
import { leaseEnd, requireFree } from '../tasks/lease.ts'
import { leaseEvent } from '../tasks/claim-task.ts'
import { appendEvents } from '../journal/append-event.ts'
import type { TaskFacts } from '../tasks/task-card.ts'
import { lockOwnTask, type TaskRow } from '../access/task-scope.ts'
import { requireBelowLimit } from './reveal-limit.ts'

/** How long the page shows a clear value before it masks it again. */
const SHOWN_SECONDS = 15

/**
 * Hands out one field of one task. Callers must hold the task, or take it by looking; recorders and leads look at any
 * task of their units. The audit entry is written before the value leaves, and in the same transaction.
 * @throws DomainError `not_found`, `reveal_limit`, `purged`, `task_closed`, `task_held`, `nothing_to_reveal`
 */
export async function revealField(
  deps: Deps,
  tx: Db,
  member: Member,
  taskId: string,
  reveal: Reveal,
): Promise<RevealAnswer> {
  const now = deps.clock()
  const task = await lockOwnTask(tx, member, ROLES, taskId)
  await requireBelowLimit(tx, member.staffId, now)
  if (isPurged(task)) throw new DomainError('purged')
  if (!isOnDuty(member, task)) await holdTask(tx, member, task, now)
  const value = await clearValue(deps, tx, task, reveal)
  await appendAuditEntry(tx, {
    chain: task.unitId,
    at: now,
    staffId: member.staffId,
    action: 'reveal',
    taskId,
    phoneHash: task.phoneHash,
    field: reveal.field,
    reason: reveal.reason,
  })
  return { value, seconds: SHOWN_SECONDS }
}

/** Recording and leading are duties on every task of the unit; calling is one on the task that is held. */
const isOnDuty = (member: Member, task: TaskRow) => communitiesOf(member, ['recorder', 'lead']).includes(task.unitId)

async function holdTask(tx: Db, member: Member, task: TaskRow, now: Date): Promise<void> {
  if (task.status === 'closed') throw new DomainError('task_closed')
  await requireFree(tx, task, member, now)
  const isNew = task.leaseStaffId !== member.staffId
  await tx
    .update(tasks)
    .set({ leaseStaffId: member.staffId, leaseUntil: leaseEnd(now) })
    .where(eq(tasks.id, task.id))
  if (isNew) await appendEvents(tx, leaseEvent('task_claimed', task, member, now))
}

async function clearValue(deps: Deps, tx: Db, task: TaskRow, { field, subjectId }: Reveal): Promise<string> {
  if (field === 'phone') return deps.sealer.open(task.phoneSealed)
  const value =
    field === 'address'
      ? openJson<TaskFacts>(deps.sealer, task.factsSealed).address
      : open(deps, await sealedOfPerson(tx, task.id, field, subjectId))
  if (value === null) throw new DomainError('nothing_to_reveal')
  return value
}

const open = ({ sealer }: Deps, sealed: Sealed | null) => (sealed === null ? null : sealer.open(sealed))

async function sealedOfPerson(
  tx: Db,
  taskId: string,
  field: 'name' | 'idNumber',
  subjectId: string | undefined,
): Promise<Sealed | null> {
  const [person] = await tx
    .select()
    .from(subjects)
    .where(and(eq(subjects.taskId, taskId), subjectId === undefined ? undefined : eq(subjects.id, subjectId)))
    .orderBy(asc(subjects.position))
    .limit(1)
  if (!person) throw new DomainError('nothing_to_reveal')
  return field === 'name' ? person.nameSealed : person.idNumberSealed
}
