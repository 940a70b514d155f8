import type { StatusPost } from '../../contract/batches.ts'
import type { Deps, Member } from '../app-env.ts'
import type { Db } from '../db/db.ts'
import { DomainError } from '../errors.ts'
import { findGroupFor } from '../groups/find-group.ts'
import { queueMessage } from '../messages/queue-message.ts'
import { ledUnitIds } from '../access/led-units.ts'
import { findBatch } from './list-batches.ts'

/**
 * Queues the one line that says how far a list is for the bulletin group of the unit the member leads. The line counts the
 * member's own communities, holds no personal data, and is written now: not as the phone last showed it.
 * @throws DomainError `not_found`, `group_missing`
 */
export async function postStatus(deps: Deps, tx: Db, member: Member, batchId: string): Promise<StatusPost> {
  const at = deps.clock()
  const batch = await findBatch(tx, member, batchId, at)
  if (!batch || batch.status === 'rolled_back') throw new DomainError('not_found')
  const [unitId] = ledUnitIds(member)
  const group = unitId === undefined ? null : await findGroupFor(tx, unitId, 'bulletin')
  if (!group) throw new DomainError('group_missing')
  await queueMessage(tx, deps.sealer, { groupId: group.id, content: batch.statusLine, at })
  return { groupName: group.name, line: batch.statusLine }
}
