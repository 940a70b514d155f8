import { and, eq, gt, sql } from 'drizzle-orm'
import type { HandOverShift, OpenItems } from '../../contract/duty.ts'
import type { Act } from '../act.ts'
import { only, rowsOf } from '../db/db.ts'
import { handOvers, shifts, tasks } from '../db/schema/index.ts'
import { DomainError } from '../errors.ts'
import { releaseTask } from '../tasks/claim-task.ts'
import { lockShift, requireRole } from './set-shift.ts'

/**
 * Ends the member's own shift now: the rest of it is the colleague's, with what is open, and held tasks are free again. From
 * here on the member is off duty: no nudge and no @ until the next shift.
 * @throws DomainError `not_found`, `not_of_the_role`
 */
export async function handOver(act: Act, shiftId: string, { toStaffId, notes }: HandOverShift): Promise<void> {
  const { db, clock, member } = act
  const at = clock()
  const shift = await lockShift(act, shiftId)
  if (shift.staffId !== member.staffId || shift.startsAt > at || toStaffId === member.staffId) {
    throw new DomainError('not_found')
  }
  await requireRole(act, { ...shift, staffId: toStaffId })
  const held = await freeTasks(act, shift.unitId, at)
  const open = { ...(await countOpen(act, shift.unitId)), held }
  const { unitId, role, endsAt } = shift
  await db.update(shifts).set({ endsAt: at }).where(eq(shifts.id, shiftId))
  await db
    .insert(shifts)
    .values({ staffId: toStaffId, unitId, role, startsAt: at, endsAt, setBy: member.staffId, setAt: at })
  const row = { fromStaffId: member.staffId, toStaffId, unitId, role, at, notes: [...notes], open }
  await db.insert(handOvers).values(row)
}

async function freeTasks(act: Act, unitId: string, at: Date): Promise<number> {
  if (!act.member.grants.some(grant => grant.role === 'caller')) return 0
  const mine = and(eq(tasks.leaseStaffId, act.member.staffId), gt(tasks.leaseUntil, at))
  const below = sql`${tasks.unitId} in (select id from units where path @> array[${unitId}::uuid])`
  const held = await act.db.select({ id: tasks.id }).from(tasks).where(and(mine, below))
  for (const { id } of held) await releaseTask(act, id)
  return held.length
}

async function countOpen({ db }: Act, unitId: string): Promise<Omit<OpenItems, 'held'>> {
  return only(
    await rowsOf<Omit<OpenItems, 'held'>>(
      db,
      sql`
        with here as (select id from units where path @> array[${unitId}::uuid])
        select (select count(*)::int from tasks t join batches b on b.id = t.batch_id and b.status = 'open'
            where t.unit_id in (select id from here) and t.status = 'to_call' and t.next_call_at is not null) as "callBacks",
          (select count(*)::int from reports r where r.unit_id in (select id from here) and r.state = 'posted') as "toRecord"`,
    ),
  )
}
