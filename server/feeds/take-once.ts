import { eq } from 'drizzle-orm'
import { type Work, inTransaction } from '../act.ts'
import type { FeedAnswer } from '../../contract/test-results.ts'
import type { Deps } from '../deps.ts'
import type { Db } from '../db/db.ts'
import { feedDeliveries } from '../db/schema/index.ts'

/** Takes a delivery in one transaction with its id, so that a repeat answers with the first answer and changes nothing. */
export async function takeOnce(deps: Deps, id: string, take: (work: Work) => Promise<FeedAnswer>): Promise<FeedAnswer> {
  const answer = await inTransaction(deps, async work => {
    const { db } = work
    const first = await db
      .insert(feedDeliveries)
      .values({ id, answer: {}, at: work.clock() })
      .onConflictDoNothing()
      .returning({ id: feedDeliveries.id })
    if (first.length === 0) return firstAnswer(db, id)
    const taken = await take(work)
    await db.update(feedDeliveries).set({ answer: taken }).where(eq(feedDeliveries.id, id))
    return taken
  })
  deps.feed.wake()
  return answer
}

async function firstAnswer(tx: Db, id: string): Promise<FeedAnswer> {
  const [known] = await tx
    .select({ answer: feedDeliveries.answer })
    .from(feedDeliveries)
    .where(eq(feedDeliveries.id, id))
  return known?.answer as FeedAnswer
}
