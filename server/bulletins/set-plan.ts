import { eq } from 'drizzle-orm'
import type { SetBulletinPlan } from '../../contract/bulletins.ts'
import { dueSlot } from '../../domain/bulletins/slots.ts'
import type { Act } from '../act.ts'
import { bulletinPlans } from '../db/schema/index.ts'
import { DomainError } from '../errors.ts'
import { getLedUnit } from '../progress/led-unit.ts'
import { findBulletinGroup } from './make-bulletin.ts'

/**
 * Lets bulletins of a unit go out by themselves, from the next time on, or ends it.
 * @throws DomainError `not_found`, `bulletin_group_missing`
 */
export async function setPlan(act: Act, unitId: string, { plan }: SetBulletinPlan): Promise<void> {
  const { db, clock, member } = act
  const unit = await getLedUnit(act, unitId)
  if (plan === null) {
    await db.delete(bulletinPlans).where(eq(bulletinPlans.unitId, unit.id))
    return
  }
  if (!(await findBulletinGroup(act, unit.id))) throw new DomainError('bulletin_group_missing')
  const now = clock()
  const passed = dueSlot(plan, unit.id, now.getTime())
  const lastSlotAt = passed === null ? null : new Date(passed)
  const set = { ...plan, setBy: member.staffId, setAt: now, lastSlotAt }
  await db
    .insert(bulletinPlans)
    .values({ unitId: unit.id, ...set })
    .onConflictDoUpdate({ target: bulletinPlans.unitId, set })
}
