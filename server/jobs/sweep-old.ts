import { and, isNotNull, lt, or } from 'drizzle-orm'
import type { Deps } from '../deps.ts'
import { forgetUsedLogins } from '../auth/login-attempt.ts'
import { forgetLateChanges } from '../outbox/late-changes.ts'
import { forgetOutboxKeys } from '../outbox/outbox-keys.ts'
import { feedDeliveries, requests, sessions } from '../db/schema/index.ts'
import { HOUR_MS } from '../../domain/time/lengths.ts'
import { sweepGuesses } from '../looks/take-guesses.ts'

/** How long a repeat of a request is recognised; longer than any outbox waits. */
const REQUESTS_KEPT_HOURS = 48
const SESSIONS_KEPT_HOURS = 24

/** Removes what is over: answers nobody will ask for again, clear values in answers that are not repeated, and sessions that ended. */
export async function sweepOld(deps: Deps): Promise<void> {
  const { db, clock } = deps
  const hoursAgo = (hours: number) => new Date(clock().getTime() - hours * HOUR_MS)
  await db.delete(requests).where(lt(requests.at, hoursAgo(REQUESTS_KEPT_HOURS)))
  await db
    .update(requests)
    .set({ bodySealed: null })
    .where(and(lt(requests.replayUntil, clock()), isNotNull(requests.bodySealed)))
  await db.delete(feedDeliveries).where(lt(feedDeliveries.at, hoursAgo(REQUESTS_KEPT_HOURS)))
  await sweepGuesses(deps)
  const ended = hoursAgo(SESSIONS_KEPT_HOURS)
  await db.delete(sessions).where(or(lt(sessions.expiresAt, ended), lt(sessions.endedAt, ended)))
  await forgetUsedLogins(deps)
  await forgetLateChanges(deps)
  await forgetOutboxKeys(deps)
}
