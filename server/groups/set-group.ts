import { eq } from 'drizzle-orm'
import type { Group, GroupKind, SetGroup } from '../../contract/groups.ts'
import type { Deps, Member } from '../app-env.ts'
import { only, type Db } from '../db/db.ts'
import { groups, units } from '../db/schema/index.ts'
import { DomainError } from '../errors.ts'
import { appendEvents } from '../journal/append-event.ts'
import { requireLed } from '../access/led-units.ts'
import { readWebhookKey } from '../wecom/webhook-key.ts'
import { createAppGroup } from './create-app-group.ts'
import { toGroup } from './group-view.ts'

/** How much of an address a lead sees again, to tell two groups apart. */
const HINT_LENGTH = 4

/**
 * Says how a unit's group is reached, in place of what was said before. Messages that wait for the group go the new way.
 * @throws DomainError `not_found`, `webhook_invalid`, `chat_id_missing`, and as `createAppGroup`
 */
export async function setGroup(
  deps: Deps,
  tx: Db,
  lead: Member,
  unitId: string,
  kind: GroupKind,
  input: SetGroup,
): Promise<Group> {
  await requireLed(tx, lead, [unitId])
  // Two leads at once would both create a group in WeCom.
  const unit = only(await tx.select({ name: units.name }).from(units).where(eq(units.id, unitId)).for('no key update'))
  const address = await addressOf(deps, tx, unitId, input)
  const now = deps.clock()
  const way = {
    channel: input.channel,
    name: input.name,
    addressSealed: deps.sealer.seal(address),
    addressHint: address.slice(-HINT_LENGTH),
    setBy: lead.staffId,
    setAt: now,
    triedAt: null,
    problem: null,
  }
  const row = only(
    await tx
      .insert(groups)
      .values({ unitId, kind, ...way })
      .onConflictDoUpdate({ target: [groups.unitId, groups.kind], set: way })
      .returning(),
  )
  await appendEvents(tx, { kind: 'group_changed', at: now, unitId, staffId: lead.staffId })
  return toGroup(row, unit.name)
}

async function addressOf(deps: Deps, tx: Db, unitId: string, input: SetGroup): Promise<string> {
  if (input.channel === 'webhook') {
    const key = readWebhookKey(input.webhook)
    if (key === null) throw new DomainError('webhook_invalid')
    return key
  }
  if (input.create) return createAppGroup(deps, tx, unitId, input.name)
  if (input.chatId === undefined) throw new DomainError('chat_id_missing')
  return input.chatId
}
