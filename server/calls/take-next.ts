import { and, asc, eq, inArray, sql } from 'drizzle-orm'
import type { NextTask, TakeNext } from '../../contract/tasks.ts'
import { NOTHING_REMEMBERED, offeredFrom } from '../../domain/calls/may-dial.ts'
import { communitiesOf, type Act } from '../act.ts'
import { takeLockOf } from '../db/locks.ts'
import { batches, tasks } from '../db/schema/index.ts'
import type { TaskRow } from '../access/task-scope.ts'
import { appendEvents } from '../journal/append-event.ts'
import { leaseEvent } from '../tasks/claim-task.ts'
import { lockHands, takeHand } from '../tasks/hands.ts'
import { holds, leaseEnd } from '../tasks/lease.ts'
import { memoriesOf } from './number-memory.ts'
import { listOwnCalls } from './own-calls.ts'
import { pickOffered, pickOwn } from './pick-task.ts'
import { listSkipped, skipTask } from './skips.ts'

type Empty = Extract<NextTask, { found: false }>
type Taken = { found: true; task: TaskRow } | Empty

/**
 * Reserves one task for this caller: the own call that has no end yet, else the first of the queue that may be rung now, and
 * what was skipped last. What was reserved before and not dialled is given back, so that hands never fill.
 * @throws DomainError `hands_full`
 */
export async function takeNext(act: Act, { skip, done = [] }: TakeNext): Promise<Taken> {
  const { db, member } = act
  const now = act.clock()
  await takeLockOf(db, 'hands of', member.staffId)
  if (skip !== undefined) await skipTask(act, skip, now)
  const skipped = await listSkipped(act, now)
  const calls = (await listOwnCalls(act, now)).map(call => call.taskId).filter(id => id !== skip && !done.includes(id))
  const returned = await giveBack(act, [...calls, ...done], now)
  const task = await firstOf(act, { calls: calls.filter(id => !skipped.includes(id)), skip, skipped, done }, now)
  const told = returned.filter(({ id }) => id !== task?.id).map(one => leaseEvent('task_released', one, member, now))
  const isOwn = task !== null && (returned.some(({ id }) => id === task.id) || holds(task, member.staffId, now))
  if (task && !isOwn) told.push(leaseEvent('task_claimed', task, member, now))
  if (told.length > 0) await appendEvents(db, ...told)
  if (!task) return whyEmpty(act, { skip, done }, now)
  await takeHand(act, task, now)
  const lease = { leaseStaffId: member.staffId, leaseUntil: leaseEnd(now) }
  await db.update(tasks).set(lease).where(eq(tasks.id, task.id))
  return { found: true, task: { ...task, ...lease } }
}

interface Wanted {
  /** Tasks with a call of the member's that has no end yet. */
  calls: readonly string[]
  skip: string | undefined
  skipped: readonly string[]
  done: readonly string[]
}

async function firstOf(act: Act, { calls, skip, skipped, done }: Wanted, now: Date): Promise<TaskRow | null> {
  const own = calls.length > 0 ? await pickOwn(act, calls, now) : null
  const found = own ?? (await pickOffered(act, { except: [...done, ...skipped] }, now))
  if (found) return found
  for (const id of skipped) {
    if (id === skip || done.includes(id)) continue
    const late = await pickOffered(act, { only: [id] }, now)
    if (late) return late
  }
  return null
}

/** Lets go of what this member holds but for these. Answers with it. */
async function giveBack(act: Act, keep: readonly string[], now: Date): Promise<TaskRow[]> {
  const { db, member } = act
  const held = await lockHands(act, now)
  const given = held.filter(({ id }) => !keep.includes(id))
  if (given.length === 0) return []
  await db
    .update(tasks)
    .set({ leaseStaffId: null, leaseUntil: null })
    .where(
      and(
        inArray(
          tasks.id,
          given.map(({ id }) => id),
        ),
        eq(tasks.leaseStaffId, member.staffId),
      ),
    )
  return given.map(task => ({ ...task, leaseStaffId: null, leaseUntil: null }))
}

/** More are not looked through for the next time. */
const LOOKED_THROUGH = 1000

/** Why there is nothing to ring, and when there is again. */
async function whyEmpty(act: Act, { skip, done }: Pick<Wanted, 'skip' | 'done'>, now: Date): Promise<Empty> {
  const { db, member } = act
  const waiting = await db
    .select({
      id: tasks.id,
      status: tasks.status,
      urgent: tasks.urgent,
      lastOutcome: tasks.lastOutcome,
      nextCallAt: tasks.nextCallAt,
      leaseStaffId: tasks.leaseStaffId,
      leaseUntil: tasks.leaseUntil,
    })
    .from(tasks)
    .innerJoin(batches, and(eq(batches.id, tasks.batchId), eq(batches.status, 'open')))
    .where(
      and(
        sql`${tasks.unitId} = any(${sql.param(communitiesOf(member, ['caller']))}::uuid[])`,
        eq(tasks.status, 'to_call'),
        sql`${tasks.id} <> all(${sql.param(done)}::uuid[])`,
      ),
    )
    .orderBy(sql`${tasks.nextCallAt} asc nulls first`, asc(tasks.id))
    .limit(LOOKED_THROUGH)
  const memories = await memoriesOf(
    db,
    waiting.map(({ id }) => id),
    now,
  )
  const offers = waiting
    .filter(({ id }) => id !== skip)
    .map((task): { at: number; why: Empty['why'] } => {
      const { at, why } = offeredFrom(task, memories.get(task.id) ?? NOTHING_REMEMBERED, now.getTime())
      const heldUntil = task.leaseStaffId === member.staffId ? 0 : (task.leaseUntil?.getTime() ?? 0)
      return heldUntil > at ? { at: heldUntil, why: 'held' } : { at, why: why ?? 'held' }
    })
  const [soonest] = offers.sort((a, b) => a.at - b.at)
  const nextAt = soonest && soonest.at > now.getTime() ? new Date(soonest.at).toISOString() : null
  if (offers.length < waiting.length) return { found: false, why: 'skipped', nextAt }
  return { found: false, why: soonest?.why ?? 'done', nextAt }
}
