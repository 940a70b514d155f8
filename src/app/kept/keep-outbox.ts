import { WaitingKind, type OutboxKey } from '../../../contract/outbox.ts'
import * as v from 'valibot'
import { idsOf, type Keeper } from '../outbox-entry.ts'
import { useOutboxStore } from '../outbox.ts'
import { useSessionStore } from '../session.ts'
import { openBoxStore, type BoxStore } from './box-store.ts'
import { getOutboxKey, sendSealed } from './outbox-api.ts'
import { canSeal, sealChange } from './seal.ts'

const AGAIN_MS = 15_000

/**
 * Keeps the member's outbox on the phone from now on, and sends what an earlier page left. Without seal or storage the
 * outbox stays in memory, and the page asks before it is left.
 */
export async function keepOutbox(): Promise<void> {
  const { session } = useSessionStore()
  if (!session || !canSeal()) return
  try {
    const key = await getOutboxKey()
    const store = await openBoxStore(key.mark)
    useOutboxStore().keepWith(createKeeper(key, store, session.staffId), await store.list())
  } catch {
    // No network just now, or a WebView that keeps nothing: it costs one question now and then.
    setTimeout(() => void keepOutbox(), AGAIN_MS)
  }
}

function createKeeper(key: OutboxKey, store: BoxStore, staffId: string): Keeper {
  return {
    async keep({ requestId, kind, at, entry: { change, label, taskId } }) {
      if (!v.is(WaitingKind, kind)) return null
      const inClear = { requestId, kind, at: new Date(at).toISOString() }
      const inside = { staffId, ids: idsOf(change), body: change.body, label, taskId }
      try {
        const box = await sealChange(key, inClear, inside)
        await store.add(box)
        return box
      } catch {
        return null
      }
    },
    drop: requestId => store.remove(requestId).catch(() => undefined),
    send: sendSealed,
  }
}
