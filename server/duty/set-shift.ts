import { and, eq, gt, isNull } from 'drizzle-orm'
import type { SetShift } from '../../contract/duty.ts'
import type { Role } from '../../contract/staff.ts'
import { DAY_MS } from '../../domain/time/lengths.ts'
import { ledUnitIds, requireLed } from '../access/led-units.ts'
import type { Act } from '../act.ts'
import { only, rowsOf } from '../db/db.ts'
import { shifts } from '../db/schema/index.ts'
import { DomainError } from '../errors.ts'
import { sql } from 'drizzle-orm'

/**
 * Puts somebody on duty for a unit the member leads.
 * @throws DomainError `not_found`, `invalid_input`, `not_of_the_role`
 */
export async function setShift(act: Act, { staffId, role, unitId, startsAt, endsAt }: SetShift): Promise<void> {
  const { db, clock, member } = act
  await requireLed(act, [unitId])
  const [from, to] = [new Date(startsAt), new Date(endsAt)]
  const lengthMs = to.getTime() - from.getTime()
  if (lengthMs <= 0 || lengthMs > DAY_MS || to <= clock()) {
    throw new DomainError('invalid_input', { fields: [{ path: 'endsAt', problem: 'no such shift' }] })
  }
  await requireRole(act, { staffId, role, unitId })
  const same = and(
    eq(shifts.staffId, staffId),
    eq(shifts.unitId, unitId),
    eq(shifts.role, role),
    eq(shifts.startsAt, from),
    isNull(shifts.removedAt),
  )
  if ((await db.$count(shifts, same)) > 0) return
  const made = { staffId, unitId, role, startsAt: from, endsAt: to, setBy: member.staffId, setAt: clock() }
  await db.insert(shifts).values(made)
}

/**
 * A shift goes to somebody else of the same role: by whoever has it, or by a lead.
 * @throws DomainError `not_found`, `not_of_the_role`
 */
export async function swapShift(act: Act, shiftId: string, staffId: string): Promise<void> {
  const shift = await lockShift(act, shiftId)
  await requireRole(act, { ...shift, staffId })
  await act.db
    .update(shifts)
    .set({ staffId, setBy: act.member.staffId, setAt: act.clock() })
    .where(eq(shifts.id, shiftId))
}

/**
 * Takes a shift off the roster: a lead's to do.
 * @throws DomainError `not_found`, `forbidden`
 */
export async function removeShift(act: Act, shiftId: string): Promise<void> {
  const shift = await lockShift(act, shiftId)
  await requireLed(act, [shift.unitId])
  await act.db.update(shifts).set({ removedAt: act.clock() }).where(eq(shifts.id, shiftId))
}

/** A shift that has not ended, locked; others' do not exist for whoever does not lead the unit. */
export async function lockShift(act: Act, shiftId: string) {
  const { db, clock, member } = act
  const open = and(eq(shifts.id, shiftId), isNull(shifts.removedAt), gt(shifts.endsAt, clock()))
  const [shift] = await db.select().from(shifts).where(open).for('update')
  if (!shift) throw new DomainError('not_found')
  if (shift.staffId !== member.staffId) {
    if (ledUnitIds(member).length === 0) throw new DomainError('not_found')
    await requireLed(act, [shift.unitId])
  }
  return shift
}

/** @throws DomainError `not_of_the_role` for somebody who does not hold the role for the unit */
export async function requireRole(
  { db }: Pick<Act, 'db'>,
  { staffId, role, unitId }: { staffId: string; role: Role; unitId: string },
): Promise<void> {
  const [{ holds }] = [
    only(
      await rowsOf<{ holds: boolean }>(
        db,
        sql`
          select exists (
            select from role_grants g join staff s on s.id = g.staff_id and s.active join units u on u.id = ${unitId}
            join units k on k.id = g.unit_id
            where g.staff_id = ${staffId} and g.role = ${role} and (u.path @> array[g.unit_id] or k.path @> array[u.id])
          ) as holds`,
      ),
    ),
  ]
  if (!holds) throw new DomainError('not_of_the_role')
}
