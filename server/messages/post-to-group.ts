import type { Deps } from '../deps.ts'
import type { groups } from '../db/schema/index.ts'
import type { WecomContent } from '../ports/wecom.ts'
import { ofGroup } from '../privacy/places.ts'

/**
 * Posts to a group the way it is reached: through the app, or through the webhook staff gave.
 * @throws WecomError
 */
export function postToGroup(
  { wecom, sealer }: Pick<Deps, 'wecom' | 'sealer'>,
  {
    unitId,
    kind,
    channel,
    addressSealed,
  }: Pick<typeof groups.$inferSelect, 'unitId' | 'kind' | 'channel' | 'addressSealed'>,
  content: WecomContent,
): Promise<void> {
  const address = sealer.open(addressSealed, ofGroup(unitId, kind))
  return channel === 'webhook' ? wecom.sendWebhook(address, content) : wecom.sendGroupChat(address, content)
}
