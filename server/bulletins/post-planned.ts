import { and, eq, isNull, lt, or } from 'drizzle-orm'
import { dueSlot } from '../../domain/bulletins/slots.ts'
import { inTransaction, type Work } from '../act.ts'
import { takeLockOf } from '../db/locks.ts'
import { bulletinPlans } from '../db/schema/index.ts'
import type { Deps } from '../deps.ts'
import { planOf } from './get-bulletin.ts'
import { findBulletinGroup, makeBulletin, queueBulletin } from './make-bulletin.ts'

/**
 * Sends the bulletins whose time has come. Of several processes that look at once one takes the time, in the transaction
 * that queues the message: it goes out once or, where that fails, by the next look. Answers with how many went out.
 */
export async function postPlanned(deps: Deps): Promise<number> {
  const now = deps.clock()
  let sent = 0
  for (const row of await deps.db.select().from(bulletinPlans)) {
    const slot = dueSlot(planOf(row), row.unitId, now.getTime())
    if (slot === null || (row.lastSlotAt !== null && row.lastSlotAt.getTime() >= slot)) continue
    if (await inTransaction(deps, work => post(work, row.unitId, new Date(slot), now))) sent += 1
  }
  return sent
}

async function post(work: Work, unitId: string, slot: Date, now: Date): Promise<boolean> {
  const { db } = work
  await takeLockOf(db, 'bulletins of', unitId)
  const isOpen = or(isNull(bulletinPlans.lastSlotAt), lt(bulletinPlans.lastSlotAt, slot))
  const mine = and(eq(bulletinPlans.unitId, unitId), isOpen)
  const taken = await db.update(bulletinPlans).set({ lastSlotAt: slot }).where(mine).returning()
  const group = taken.length === 0 ? null : await findBulletinGroup(work, unitId)
  if (!group) return false
  const bulletin = await makeBulletin(work, unitId, now)
  // Nothing left to do was told once; a lead who sent one after the time has told it.
  const { last, counts } = bulletin
  if (counts.toDo === 0 && (last === null || last.counts.toDo === 0)) return false
  if (last !== null && last.at >= slot) return false
  await queueBulletin(work, bulletin, { unitId, group, sentBy: null, at: now })
  return true
}
