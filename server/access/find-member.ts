import { eq, sql } from 'drizzle-orm'
import type { Grant, Member, Work } from '../act.ts'
import type { Db } from '../db/db.ts'
import { statement } from '../db/prepared.ts'
import { sessions, staff } from '../db/schema/index.ts'
import { DomainError } from '../errors.ts'
import { sha256 } from '../privacy/random.ts'
import { MINUTE_MS } from '../../domain/time/lengths.ts'

/** How stale `lastSeenAt` may get before it is written again; saves a write on nearly every request. */
const SEEN_EVERY_MS = 60_000

interface SessionRow {
  staffId: string
  userid: string
  name: string
  active: boolean
  trainedAt: Date | null
  largeText: boolean
  lastSeenAt: Date
  expiresAt: Date
  endedAt: Date | null
  grants: Grant[]
}

/** Without a request for so long, a log-in is over. */
const SESSION_IDLE_MS = 30 * MINUTE_MS

/**
 * The member behind a session's token. A page left open is not a person at work: `passive` requests, its stream and what
 * it asks for by itself, do not keep the session alive.
 * @throws DomainError `unauthenticated`, or `session_idle` after 30 minutes without a request
 */
export async function findMember(
  { db, clock }: Pick<Work, 'db' | 'clock'>,
  token: string,
  passive: boolean,
): Promise<Member> {
  const sessionHash = await sha256(token)
  const row = await findSession(db, sessionHash)
  const now = clock()
  if (!row || !row.active || row.endedAt !== null || row.expiresAt <= now) {
    throw new DomainError('unauthenticated')
  }
  const idleMs = now.getTime() - row.lastSeenAt.getTime()
  if (idleMs > SESSION_IDLE_MS) throw new DomainError('session_idle')
  const noted = idleMs > SEEN_EVERY_MS && !passive
  if (noted) await noteSeen(db, sessionHash, row.staffId, now)
  const { staffId, userid, name, largeText, grants, expiresAt } = row
  const idleAt = new Date((noted ? now : row.lastSeenAt).getTime() + SESSION_IDLE_MS)
  return { staffId, userid, name, trained: row.trainedAt !== null, largeText, grants, sessionHash, expiresAt, idleAt }
}

const sessionByToken = statement('find_session', (db, name) =>
  db
    .select({
      staffId: staff.id,
      userid: staff.userid,
      name: staff.name,
      active: staff.active,
      trainedAt: staff.trainedAt,
      largeText: staff.largeText,
      lastSeenAt: sessions.lastSeenAt,
      expiresAt: sessions.expiresAt,
      endedAt: sessions.endedAt,
      grants: GRANTS,
    })
    .from(sessions)
    .innerJoin(staff, eq(staff.id, sessions.staffId))
    .where(eq(sessions.tokenHash, sql.placeholder('tokenHash')))
    .prepare(name),
)

/** Session, person, and every role with the communities it reaches, in one round trip. */
async function findSession(db: Db, tokenHash: string): Promise<SessionRow | undefined> {
  const [row] = await sessionByToken(db).execute({ tokenHash })
  return row
}

const GRANTS = sql<Grant[]>`coalesce((
  select jsonb_agg(jsonb_build_object('role', g.role, 'unitId', u.id, 'unitName', u.name, 'unitLevel', u.level,
    'communityIds', (select coalesce(jsonb_agg(k.id), '[]') from units k where k.path @> array[u.id] and k.level = 'community')
  ) order by cardinality(u.path), u.name, g.role)
  from role_grants g join units u on u.id = g.unit_id where g.staff_id = ${staff.id}
), '[]')`

async function noteSeen(db: Db, sessionHash: string, staffId: string, now: Date): Promise<void> {
  await db.update(sessions).set({ lastSeenAt: now }).where(eq(sessions.tokenHash, sessionHash))
  await db.update(staff).set({ lastSeenAt: now }).where(eq(staff.id, staffId))
}
