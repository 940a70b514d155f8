import { eq } from 'drizzle-orm'
import type { FeedAnswer } from '../../contract/test-results.ts'
import type { Deps } from '../app-env.ts'
import type { Db } from '../db/db.ts'
import { feedDeliveries } from '../db/schema/index.ts'

/** Takes a delivery in one transaction with its id, so that a repeat answers with the first answer and changes nothing. */
export async function takeOnce(
  { db, clock, feed }: Deps,
  id: string,
  take: (tx: Db) => Promise<FeedAnswer>,
): Promise<FeedAnswer> {
  const answer = await db.transaction(async tx => {
    const first = await tx
      .insert(feedDeliveries)
      .values({ id, answer: {}, at: clock() })
      .onConflictDoNothing()
      .returning({ id: feedDeliveries.id })
    if (first.length === 0) return firstAnswer(tx, id)
    const taken = await take(tx)
    await tx.update(feedDeliveries).set({ answer: taken }).where(eq(feedDeliveries.id, id))
    return taken
  })
  feed.wake()
  return answer
}

async function firstAnswer(tx: Db, id: string): Promise<FeedAnswer> {
  const [known] = await tx
    .select({ answer: feedDeliveries.answer })
    .from(feedDeliveries)
    .where(eq(feedDeliveries.id, id))
  return known?.answer as FeedAnswer
}
