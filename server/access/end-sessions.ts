import { and, inArray, isNull } from 'drizzle-orm'
import type { Db } from '../db/db.ts'
import { sessions } from '../db/schema/index.ts'

/** Ends all log-ins of these members of staff. Whoever calls this tells the phones. */
export async function endSessions(tx: Db, staffIds: readonly string[], now: Date): Promise<void> {
  if (staffIds.length === 0) return
  await tx
    .update(sessions)
    .set({ endedAt: now })
    .where(and(inArray(sessions.staffId, [...staffIds]), isNull(sessions.endedAt)))
}
