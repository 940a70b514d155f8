import { sql } from 'drizzle-orm'
import type { Deps } from '../deps.ts'
import { rowsOf } from '../db/db.ts'
import { failureWords } from '../errors.ts'
import { deliverNext, type Hands } from './deliver-next.ts'
import { latest } from './next-try.ts'
import { settleAbandoned } from './note-outcome.ts'

/** Groups one process posts to at the same time; each has one message on its way. */
const GROUPS_AT_ONCE = 50

/** A message on its way gets this long for its answer when the process is asked to stop. */
const DRAIN_MS = 4_000

export interface Delivery {
  /** Starts posting to every group that has something due and is not in hand; does not wait for WeCom. */
  look(): Promise<void>
  /** Settles when nothing is in hand, with how many messages were tried since it was asked last. */
  settled(): Promise<number>
  /** Takes nothing more, waits a little for what is on its way, and calls unknown what has no answer by then. */
  stop(): Promise<void>
}

/**
 * Posts queued messages, in order within a group and each group by itself, so that a slow or stuck one holds up nobody
 * else. Several processes share the queue: a message is taken by one statement and held by a lease that its process
 * renews; nothing but the one on its way is ever held, so a process that dies silences a group for no longer than that.
 */
export function createDelivery(deps: Deps): Delivery {
  const inHand = new Map<string, Promise<void>>()
  const stopping = new AbortController()
  const leaving = new AbortController()
  const hands: Hands = { leaving: leaving.signal }
  let tried = 0

  async function work(groupId: string): Promise<void> {
    try {
      while (!stopping.signal.aborted && (await deliverNext(deps, groupId, hands))) tried += 1
    } catch (cause) {
      deps.log('error', 'delivery to a group failed', { groupId, cause: failureWords(cause) })
    } finally {
      inHand.delete(groupId)
    }
  }

  async function settled(): Promise<number> {
    while (inHand.size > 0) await Promise.all(inHand.values())
    const count = tried
    tried = 0
    return count
  }

  return {
    async look() {
      await settleAbandoned(deps)
      if (stopping.signal.aborted) return
      for (const groupId of await listDueGroups(deps)) {
        if (stopping.signal.aborted || inHand.size >= GROUPS_AT_ONCE) return
        // Not before it is in hand: one that ends at once would otherwise stay there for ever.
        if (!inHand.has(groupId)) inHand.set(groupId, Promise.resolve(groupId).then(work))
      }
    },
    settled,
    async stop() {
      stopping.abort()
      const timer = setTimeout(() => leaving.abort(), DRAIN_MS)
      await settled()
      clearTimeout(timer)
    },
  }
}

/** Posts everything that is due by now. Answers with how many messages were tried. */
export async function deliverMessages(deps: Deps): Promise<number> {
  const delivery = createDelivery(deps)
  await delivery.look()
  return delivery.settled()
}

/** Those that have waited longest first. */
async function listDueGroups({ db, clock }: Deps): Promise<string[]> {
  const now = clock()
  const rows = await rowsOf<{ groupId: string }>(
    db,
    sql`
      select group_id as "groupId" from outgoing_messages
      where state = 'queued' and (next_try_at <= ${now} or next_try_at > ${latest(now)})
      group by group_id order by min(queued_at)`,
  )
  return rows.map(({ groupId }) => groupId)
}
