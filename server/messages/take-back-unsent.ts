import { and, eq, inArray } from 'drizzle-orm'
import type { Db } from '../db/db.ts'
import { outgoingMessages } from '../db/schema/index.ts'

/** Takes the line of a report out of the queue; false where it is, or may be, in the group. */
export async function takeBackUnsent(tx: Db, reportId: string): Promise<boolean> {
  await tx
    .delete(outgoingMessages)
    .where(and(eq(outgoingMessages.reportId, reportId), inArray(outgoingMessages.state, ['queued', 'failed'])))
  return (await tx.$count(outgoingMessages, eq(outgoingMessages.reportId, reportId))) === 0
}
