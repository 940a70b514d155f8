import { and, arrayContains, eq, inArray, sql, type SQL } from 'drizzle-orm'
import type { Role } from '../../contract/staff.ts'
import { communitiesOf, type Member, type Act } from '../act.ts'
import { statement } from '../db/prepared.ts'
import { records, reports, tasks, units, type batches } from '../db/schema/index.ts'
import { DomainError } from '../errors.ts'

export type TaskRow = typeof tasks.$inferSelect
export type BatchRow = typeof batches.$inferSelect

/**
 * The task, where it lies in a community in which the member holds one of the roles; foreign tasks do not exist.
 * @throws DomainError `not_found`
 */
export async function getOwnTask(act: Act, roles: readonly Role[], taskId: string): Promise<TaskRow> {
  const [task] = await act.db
    .select()
    .from(tasks)
    .where(ownTask(act.member, roles, taskId))
  if (!task) throw new DomainError('not_found')
  return task
}

/**
 * The same, locked until the transaction ends, so that two changes of one task follow one another. `of` says whose id it
 * is: the task's own, or that of a report or a record of it.
 * @throws DomainError `not_found`
 */
export async function lockOwnTask(
  act: Act,
  roles: readonly Role[],
  id: string,
  of: keyof typeof LOCK = 'task',
): Promise<TaskRow> {
  const [task] = await LOCK[of](act.db).execute({ id, unitIds: communitiesOf(act.member, roles) })
  if (!task) throw new DomainError('not_found')
  return task
}

const ID = sql`${sql.placeholder('id')}::uuid`

const lockWhere = (of: string, taskId: SQL) =>
  statement(`lock_own_task_by_${of}`, (db, name) =>
    db
      .select()
      .from(tasks)
      .where(and(eq(tasks.id, taskId), sql`${tasks.unitId} = any(${sql.placeholder('unitIds')}::uuid[])`))
      .for('update')
      .prepare(name),
  )

const LOCK = {
  task: lockWhere('task', ID),
  report: lockWhere('report', sql`(select ${reports.taskId} from ${reports} where ${reports.id} = ${ID})`),
  record: lockWhere('record', sql`(select ${records.taskId} from ${records} where ${records.id} = ${ID})`),
}

const ownTask = (member: Member, roles: readonly Role[], taskId: string) =>
  and(eq(tasks.id, taskId), inArray(tasks.unitId, communitiesOf(member, roles)))

/**
 * The communities a list is about: all where the member holds one of the roles, or those below `unitId`.
 * @throws DomainError `not_found` where `unitId` is not the member's
 */
export async function communitiesBelow(
  act: Act,
  roles: readonly Role[],
  unitId: string | undefined,
): Promise<string[]> {
  const { member } = act
  const own = communitiesOf(member, roles)
  if (unitId === undefined) return own
  const below = await act.db
    .select({ id: units.id })
    .from(units)
    .where(
      and(
        arrayContains(units.path, [unitId]),
        eq(units.level, 'community'),
        sql`${units.id} = any(${sql.param(own)}::uuid[])`,
      ),
    )
  const holds = member.grants.some(grant => roles.includes(grant.role) && grant.unitId === unitId)
  if (below.length === 0 && !holds) throw new DomainError('not_found')
  return below.map(unit => unit.id)
}
