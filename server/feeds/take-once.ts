import { eq } from 'drizzle-orm'
import { type Work, inTransaction } from '../act.ts'
import type { FeedAnswer } from '../../contract/test-results.ts'
import type { Deps } from '../deps.ts'
import type { Db } from '../db/db.ts'
import { DomainError } from '../errors.ts'
import { feedDeliveries } from '../db/schema/index.ts'

/** A delivery as it came, under an id of its own in all feeds. */
interface Delivery {
  id: string
  body: unknown
}

/**
 * Takes a delivery in one transaction with its id, so that a repeat answers with the first answer and changes nothing.
 * @throws DomainError `request_id_reused` where other rows come under the id of a delivery that was taken
 */
export async function takeOnce(
  deps: Deps,
  { id, body }: Delivery,
  take: (work: Work) => Promise<FeedAnswer>,
): Promise<FeedAnswer> {
  const bodyHash = deps.sealer.hash('request_body', JSON.stringify(body))
  const answer = await inTransaction(deps, async work => {
    const { db } = work
    const first = await db
      .insert(feedDeliveries)
      .values({ id, bodyHash, answer: {}, at: work.clock() })
      .onConflictDoNothing()
      .returning({ id: feedDeliveries.id })
    if (first.length === 0) return firstAnswer(db, id, bodyHash)
    const taken = await take(work)
    await db.update(feedDeliveries).set({ answer: taken }).where(eq(feedDeliveries.id, id))
    return taken
  })
  deps.feed.wake()
  return answer
}

async function firstAnswer(tx: Db, id: string, bodyHash: string): Promise<FeedAnswer> {
  const [known] = await tx
    .select({ answer: feedDeliveries.answer, bodyHash: feedDeliveries.bodyHash })
    .from(feedDeliveries)
    .where(eq(feedDeliveries.id, id))
  if (known && known.bodyHash !== null && known.bodyHash !== bodyHash) throw new DomainError('request_id_reused')
  return known?.answer as FeedAnswer
}
