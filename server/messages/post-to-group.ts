import type { Deps } from '../deps.ts'
import type { groups } from '../db/schema/index.ts'
import type { WecomContent } from '../ports/wecom.ts'

/**
 * Posts to a group the way it is reached: through the app, or through the webhook staff gave.
 * @throws WecomError
 */
export function postToGroup(
  { wecom, sealer }: Pick<Deps, 'wecom' | 'sealer'>,
  { channel, addressSealed }: Pick<typeof groups.$inferSelect, 'channel' | 'addressSealed'>,
  content: WecomContent,
): Promise<void> {
  const address = sealer.open(addressSealed)
  return channel === 'webhook' ? wecom.sendWebhook(address, content) : wecom.sendGroupChat(address, content)
}
