import { and, desc, eq, sql } from 'drizzle-orm'
import type { TaskChange } from '../../contract/error-details.ts'
import type { ErrorCode } from '../../contract/errors.ts'
import { ROLES } from '../../contract/staff.ts'
import { refusalOf, type Wait } from '../../domain/calls/may-dial.ts'
import { NUMBER_FACT_WORDS } from '../../domain/words/number-fact.ts'
import { communitiesOf, type Act } from '../act.ts'
import { callAttempts, staff, tasks } from '../db/schema/index.ts'
import { DomainError } from '../errors.ts'
import type { TaskRow } from '../access/task-scope.ts'
import { factOf, memoryOfNumber } from './number-memory.ts'

/**
 * Refuses to ring a number whose time has not come, at night, or that somebody rang or reached a moment ago, and says when
 * it may be. The number must be locked. `confirmed`: the caller was asked and said so once more.
 * @throws DomainError `too_early`, `ladder_over`, `rung_just_now`, `number_known`, `quiet_hours`, `quiet_hours_urgent`
 */
export async function requireRingable(act: Act, task: TaskRow, confirmed: boolean, now: Date): Promise<void> {
  const memory = await memoryOfNumber(act.db, task, now)
  const refusal = refusalOf(task, memory, now.getTime(), confirmed)
  if (refusal === null) return
  if (refusal.why === 'ladder_over') throw new DomainError('ladder_over')
  const { until, confirmable, why } = refusal
  const details = { again: new Date(until).toISOString(), ...(confirmable && { confirmable }) }
  if (why === 'rung') throw new DomainError('rung_just_now', { ...details, changes: await lastRing(act, task) })
  const fact = why === 'known' ? factOf(memory, now) : null
  const changes: TaskChange[] = fact
    ? [{ kind: fact.kind, text: NUMBER_FACT_WORDS[fact.kind], by: null, at: fact.at }]
    : []
  throw new DomainError(codeOf(refusal), changes.length > 0 ? { ...details, changes } : details)
}

function codeOf({ why, confirmable }: Wait): ErrorCode {
  if (why === 'quiet_hours') return confirmable ? 'quiet_hours_urgent' : 'quiet_hours'
  return why === 'known' ? 'number_known' : 'too_early'
}

/** Who rang last is told within one's own communities; of another unit the time alone. */
async function lastRing({ db, member }: Act, { phoneHash }: TaskRow): Promise<TaskChange[]> {
  const rows = await db
    .select({ at: callAttempts.startedAt, name: staff.name, unitId: tasks.unitId })
    .from(tasks)
    .innerJoin(callAttempts, and(eq(callAttempts.taskId, tasks.id), sql`${callAttempts.startedAt} = ${tasks.rungAt}`))
    .innerJoin(staff, eq(staff.id, callAttempts.staffId))
    .where(eq(tasks.phoneHash, phoneHash))
    .orderBy(desc(callAttempts.startedAt))
    .limit(1)
  const own = communitiesOf(member, ROLES)
  return rows.map(({ at, name, unitId }) => ({
    kind: 'task_dialled',
    text: '已有人打过',
    by: own.includes(unitId) ? name : null,
    at: at.toISOString(),
  }))
}
