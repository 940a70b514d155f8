import type { Db } from '../db/db.ts'
import { outgoingMessages } from '../db/schema/index.ts'
import type { Sealer } from '../privacy/sealer.ts'
import { ofMessage } from '../privacy/places.ts'

export interface NewMessage {
  groupId: string
  /** De-identified text: it leaves the system. */
  content: string
  /** WeCom userids to @. */
  mentions?: readonly string[]
  reportId?: string
  at: Date
}

/** Puts a group message into the durable queue; `delivery.ts` posts it. */
export async function queueMessage(tx: Db, sealer: Sealer, message: NewMessage): Promise<void> {
  const { groupId, content, mentions = [], reportId, at } = message
  const id = crypto.randomUUID()
  await tx.insert(outgoingMessages).values({
    id,
    groupId,
    reportId: reportId ?? null,
    contentSealed: sealer.seal(content, ofMessage({ id })),
    mentions: [...mentions],
    nextTryAt: at,
    queuedAt: at,
  })
}
