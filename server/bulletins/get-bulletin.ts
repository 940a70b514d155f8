import { eq } from 'drizzle-orm'
import type { Bulletin } from '../../contract/bulletins.ts'
import { nextSlot } from '../../domain/bulletins/slots.ts'
import type { Act } from '../act.ts'
import { bulletinPlans, units } from '../db/schema/index.ts'
import { only } from '../db/db.ts'
import { getLedUnit } from '../progress/led-unit.ts'
import { findBulletinGroup, makeBulletin } from './make-bulletin.ts'

/**
 * The bulletin of a unit as it would go out now, where it goes, and when the next one goes by itself.
 * @throws DomainError `not_found` where the unit is not in the lead's subtree
 */
export async function getBulletin(act: Act, asked: string | undefined): Promise<Bulletin> {
  const { db, clock } = act
  const now = clock()
  const unit = await getLedUnit(act, asked)
  const { parts, last } = await makeBulletin(act, unit.id, now)
  const group = await findBulletinGroup(act, unit.id)
  const [row] = await db.select().from(bulletinPlans).where(eq(bulletinPlans.unitId, unit.id))
  const plan = row ? planOf(row) : null
  const next = plan === null ? null : nextSlot(plan, unit.id, now.getTime())
  return {
    unitId: unit.id,
    unitName: unit.name,
    at: now.toISOString(),
    parts,
    lastAt: last?.at.toISOString() ?? null,
    group: group && { name: group.name, unitName: await nameOf(act, group.unitId) },
    plan,
    nextAt: next === null ? null : new Date(next).toISOString(),
  }
}

const nameOf = async ({ db }: Act, unitId: string) =>
  only(await db.select({ name: units.name }).from(units).where(eq(units.id, unitId))).name

/** Of a row, without who set it. */
export const planOf = ({ everyMinutes, fromMinute, untilMinute }: typeof bulletinPlans.$inferSelect) => ({
  everyMinutes,
  fromMinute,
  untilMinute,
})
