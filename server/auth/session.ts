import { and, eq, isNull, ne } from 'drizzle-orm'
import type { SetPreferences } from '../../contract/session.ts'
import type { Act, Work } from '../act.ts'
import type { Db } from '../db/db.ts'
import { sessions, staff } from '../db/schema/index.ts'
import { SESSION_LIFE_HOURS } from '../http/session-cookie.ts'
import { appendEvents } from '../journal/append-event.ts'
import { randomHex, sha256 } from '../privacy/random.ts'
import { HOUR_MS } from '../../domain/time/lengths.ts'

/** Opens a log-in for a member of staff and answers with its token; only the token's hash is kept. */
export async function startSession({ db }: Pick<Work, 'db'>, staffId: string, now: Date): Promise<string> {
  const token = randomHex(32)
  const expiresAt = new Date(now.getTime() + SESSION_LIFE_HOURS * HOUR_MS)
  await db
    .insert(sessions)
    .values({ tokenHash: await sha256(token), staffId, startedAt: now, lastSeenAt: now, expiresAt })
  return token
}

/** Ends the member's log-in; its cookie is worth nothing from now on, and its open pages are told. */
export async function endSession({ db, clock, member }: Act): Promise<void> {
  const now = clock()
  await db.update(sessions).set({ endedAt: now }).where(eq(sessions.tokenHash, member.sessionHash))
  await appendEvents(db, { kind: 'session_ended', at: now, staffId: member.staffId })
}

/** Ends the log-in of this token where it is another member's. Answers with whose it was. */
export async function endSessionOfOther(tx: Db, token: string, staffId: string, now: Date): Promise<string[]> {
  const ended = await tx
    .update(sessions)
    .set({ endedAt: now })
    .where(and(eq(sessions.tokenHash, await sha256(token)), ne(sessions.staffId, staffId), isNull(sessions.endedAt)))
    .returning({ staffId: sessions.staffId })
  return ended.map(row => row.staffId)
}

/** Keeps how the member likes the page. */
export async function setPreferences({ db, member }: Act, { largeText }: SetPreferences): Promise<void> {
  await db.update(staff).set({ largeText }).where(eq(staff.id, member.staffId))
}
