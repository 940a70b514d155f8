import type { StatusPost } from '../../contract/batches.ts'
import type { Act } from '../act.ts'
import { DomainError } from '../errors.ts'
import { findGroupFor } from '../groups/find-group.ts'
import { queueMessage } from '../messages/queue-message.ts'
import { takeMessage } from '../messages/take-message.ts'
import { ledUnitIds } from '../access/led-units.ts'
import { findBatch } from './list-batches.ts'

/**
 * Queues the one line that says how far a list is for the bulletin group of the unit the member leads. The line counts the
 * member's own communities, holds no personal data, and is written now: not as the phone last showed it.
 * @throws DomainError `not_found`, `bulletin_group_missing`, `messages_full`
 */
export async function postStatus(act: Act, batchId: string): Promise<StatusPost> {
  const { db } = act
  const at = act.clock()
  const batch = await findBatch(act, batchId, at)
  if (!batch || batch.status === 'rolled_back') throw new DomainError('not_found')
  const [unitId] = ledUnitIds(act.member)
  const group = unitId === undefined ? null : await findGroupFor(db, unitId, 'bulletin')
  if (!group) throw new DomainError('bulletin_group_missing')
  await takeMessage(act)
  await queueMessage(db, act.sealer, { groupId: group.id, content: batch.statusLine, at })
  return { groupName: group.name, line: batch.statusLine }
}
