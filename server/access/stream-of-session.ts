import { MINUTE_MS } from '../../domain/time/lengths.ts'
import type { ErrorBody } from '../../contract/errors.ts'
import { findMember } from './find-member.ts'
import type { Member, Work } from '../act.ts'
import { DomainError, errorBody } from '../errors.ts'
import type { FeedItem } from '../ports/event-feed.ts'

/** A stream ends by itself after this; the phone reconnects. */
const STREAM_LIFE_MS = 10 * MINUTE_MS

/** For how long a stream may go on before its session has to be looked at: at its end whoever does not touch the page is out. */
export function streamLifeMs({ idleAt, expiresAt }: Member, now: Date): number {
  const over = Math.min(idleAt.getTime(), expiresAt.getTime()) - now.getTime() + 1
  return Math.max(0, Math.min(STREAM_LIFE_MS, over))
}

/** Whether an event may have ended the member's log-in, or changed what the stream may tell. */
export const concernsSession = ({ event }: FeedItem, { staffId }: Member): boolean =>
  event.staffId === staffId && (event.kind === 'session_ended' || event.kind === 'roles_changed')

/** Why the log-in behind this token is over, as an answer would say it; null: it goes on. */
export async function endOfSession(work: Pick<Work, 'db' | 'clock'>, token: string): Promise<ErrorBody | null> {
  try {
    await findMember(work, token, true)
    return null
  } catch (cause) {
    if (!(cause instanceof DomainError)) throw cause
    return errorBody(cause)
  }
}
