import type { SentBulletin } from '../../contract/bulletins.ts'
import { MINUTE_MS } from '../../domain/time/lengths.ts'
import type { Act } from '../act.ts'
import { takeLockOf } from '../db/locks.ts'
import { DomainError } from '../errors.ts'
import { takeMessage } from '../messages/take-message.ts'
import { getLedUnit } from '../progress/led-unit.ts'
import { findBulletinGroup, makeBulletin, queueBulletin } from './make-bulletin.ts'

/** Two leads who tap at the same time mean one bulletin. */
const APART_MS = 2 * MINUTE_MS

/**
 * Sends the bulletin of a unit to its group, counted and written now: not as the phone last showed it.
 * @throws DomainError `not_found`, `bulletin_group_missing`, `bulletin_just_sent`, `messages_full`
 */
export async function sendBulletin(act: Act, unitId: string): Promise<SentBulletin> {
  const { db, clock, member } = act
  const at = clock()
  const unit = await getLedUnit(act, unitId)
  await takeLockOf(db, 'bulletins of', unit.id)
  const group = await findBulletinGroup(act, unit.id)
  if (!group) throw new DomainError('bulletin_group_missing')
  const bulletin = await makeBulletin(act, unit.id, at)
  if (bulletin.last && at.getTime() - bulletin.last.at.getTime() < APART_MS) throw new DomainError('bulletin_just_sent')
  await takeMessage(act)
  await queueBulletin(act, bulletin, { unitId: unit.id, group, sentBy: member.staffId, at })
  return { groupName: group.name, parts: bulletin.parts.length }
}
