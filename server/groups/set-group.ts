import { eq } from 'drizzle-orm'
import { maskText } from '../../domain/person/mask-text.ts'
import type { Deps } from '../deps.ts'
import type { Group, GroupKind, SetGroup } from '../../contract/groups.ts'
import type { Act } from '../act.ts'
import { only } from '../db/db.ts'
import { groups, units } from '../db/schema/index.ts'
import { DomainError } from '../errors.ts'
import { appendEvents } from '../journal/append-event.ts'
import { requireLed } from '../access/led-units.ts'
import { readWebhookKey } from '../wecom/webhook-key.ts'
import { createAppGroup } from './create-app-group.ts'
import { toGroup } from './group-view.ts'
import { ofGroup } from '../privacy/places.ts'

/** How much of an address a lead sees again, to tell two groups apart. */
const HINT_LENGTH = 4

/** The group of a unit, as a lead says it is reached. */
export interface GroupWay {
  unitId: string
  kind: GroupKind
  input: SetGroup
}

/**
 * The address a group is reached by. A new group is made in WeCom, so this comes before the transaction; `chatId` is what
 * such a group is called there.
 * @throws DomainError `not_found`, `webhook_invalid`, `chat_id_missing`, and as `createAppGroup`
 */
export async function findAddress(
  deps: Pick<Deps, 'wecom'>,
  act: Act,
  { unitId, input }: GroupWay,
  chatId: string,
): Promise<string> {
  await requireLed(act, [unitId])
  if (input.channel === 'webhook') {
    const key = readWebhookKey(input.webhook)
    if (key === null) throw new DomainError('webhook_invalid')
    return key
  }
  if (input.create) return createAppGroup(deps, act.db, { unitId, name: input.name, chatId })
  if (input.chatId === undefined) throw new DomainError('chat_id_missing')
  return input.chatId
}

/**
 * Says how a unit's group is reached, in place of what was said before. Messages that wait for the group go the new way.
 * @throws DomainError `not_found`
 */
export async function setGroup(act: Act, { unitId, kind, input }: GroupWay, address: string): Promise<Group> {
  const { db, member: lead } = act
  await requireLed(act, [unitId])
  const unit = only(await db.select({ name: units.name }).from(units).where(eq(units.id, unitId)))
  const now = act.clock()
  const way = {
    channel: input.channel,
    name: maskText(input.name),
    addressSealed: act.sealer.seal(address, ofGroup(unitId, kind)),
    addressHint: address.slice(-HINT_LENGTH),
    setBy: lead.staffId,
    setAt: now,
    triedAt: null,
    problem: null,
  }
  const row = only(
    await db
      .insert(groups)
      .values({ unitId, kind, ...way })
      .onConflictDoUpdate({ target: [groups.unitId, groups.kind], set: way })
      .returning(),
  )
  await appendEvents(db, { kind: 'group_changed', at: now, unitId, staffId: lead.staffId })
  return toGroup(row, unit.name)
}
