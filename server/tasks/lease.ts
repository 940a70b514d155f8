import { eq } from 'drizzle-orm'
import type { Lease } from '../../contract/tasks.ts'
import type { Act } from '../act.ts'
import { only } from '../db/db.ts'
import { staff } from '../db/schema/index.ts'
import { DomainError } from '../errors.ts'
import type { TaskRow } from '../access/task-scope.ts'
import { MINUTE_MS } from '../../domain/time/lengths.ts'

const LEASE_MINUTES = 3

/** Clocks of two processes differ by less; a lease that ends later still was taken by a clock that was wrong. */
const CLOCKS_DIFFER_MS = MINUTE_MS

export const leaseEnd = (now: Date) => new Date(now.getTime() + LEASE_MINUTES * MINUTE_MS)

type Held = Pick<TaskRow, 'leaseStaffId' | 'leaseUntil'>

/** The lease as others see it; null where nobody holds the task or its three minutes are over. */
export function leaseOf(task: Held, name: string | null, me: string, now: Date): Lease | null {
  const { leaseStaffId: staffId, leaseUntil } = task
  if (staffId === null || leaseUntil === null || !holds(task, staffId, now)) return null
  return { staffId, name: name ?? '同事', until: leaseUntil.toISOString(), mine: staffId === me }
}

/** Whether somebody holds the task: a lease ends by its time, with the call, and with the task when that closes. */
export const holds = ({ leaseStaffId, leaseUntil }: Held, staffId: string, now: Date): boolean =>
  leaseStaffId === staffId && leaseUntil !== null && leaseUntil > now && isPossible(leaseUntil, now)

/** A task dialled while a clock was a day ahead is not held for a day. */
const isPossible = (leaseUntil: Date, now: Date): boolean => leaseUntil <= latestLease(now)

/** No lease taken by a clock that is right ends later. */
export const latestLease = (now: Date): Date => new Date(leaseEnd(now).getTime() + CLOCKS_DIFFER_MS)

/**
 * One person on one number.
 * @throws DomainError `task_held` with who holds it
 */
export async function requireFree(act: Act, task: TaskRow, now: Date): Promise<void> {
  const { leaseStaffId, leaseUntil } = task
  if (leaseStaffId === null || leaseUntil === null || leaseStaffId === act.member.staffId) return
  if (!holds(task, leaseStaffId, now)) return
  const holder = only(await act.db.select({ name: staff.name }).from(staff).where(eq(staff.id, leaseStaffId)))
  const since = new Date(leaseUntil.getTime() - LEASE_MINUTES * MINUTE_MS).toISOString()
  throw new DomainError('task_held', {
    changes: [{ kind: 'task_claimed', text: '正在拨打', by: holder.name, at: since }],
  })
}
