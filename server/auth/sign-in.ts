import { eq, isNull, sql } from 'drizzle-orm'
import type { Deps } from '../app-env.ts'
import { only, type Db } from '../db/db.ts'
import { roleGrants, sessions, staff, units } from '../db/schema/index.ts'
import { DomainError } from '../errors.ts'
import { randomHex, sha256 } from '../privacy/random.ts'
import { syncDirectory } from '../units/sync-directory.ts'
import { WecomError } from '../wecom/wecom-error.ts'
import { wecomRefusal } from '../wecom/wecom-refusal.ts'
import { SESSION_LIFE_HOURS } from './session-cookie.ts'

/**
 * Turns a WeCom OAuth code into a session and answers with the cookie's token.
 * @throws DomainError `login_failed` (bad or used code), `not_a_member`, `not_visible`
 */
export async function signIn(deps: Deps, code: string): Promise<string> {
  const { userid, profile } = await identify(deps, code)
  const now = deps.clock()
  await readFirstDirectory(deps, userid, now)
  const staffId = await deps.db.transaction(async tx => {
    const id = await upsertStaff(tx, userid, profile.name, profile.departmentIds)
    if (userid === deps.config.firstLead?.toLowerCase()) await grantFirstLead(tx, id, now)
    return id
  })
  return startSession(deps, staffId, now)
}

async function identify(deps: Deps, code: string) {
  try {
    const identity = await deps.wecom.getUserIdByCode(code)
    if (identity.kind === 'stranger') throw new DomainError('not_a_member')
    // A userid alone does not prove that the person may use this app: WeCom answers for members outside the visible range too.
    const profile = await deps.wecom.findMember(identity.userId)
    if (profile === null) throw new DomainError('not_visible')
    return { userid: identity.userId.toLowerCase(), profile }
  } catch (cause) {
    if (!(cause instanceof WecomError)) throw cause
    throw new DomainError(cause.reaction === 'login' ? 'login_failed' : wecomRefusal(cause), {}, { cause })
  }
}

/** A new installation has no units, so nobody could be lead of one: the first lead's first log-in reads the directory. */
async function readFirstDirectory(deps: Deps, userid: string, now: Date): Promise<void> {
  if (userid !== deps.config.firstLead?.toLowerCase()) return
  const [unit] = await deps.db.select({ id: units.id }).from(units).limit(1)
  if (!unit) await syncDirectory(deps, now)
}

async function upsertStaff(db: Db, userid: string, name: string, departments: readonly number[]): Promise<string> {
  const unitId = sql`(select id from units where department_id = any(${sql.param(departments)}::int[]) order by cardinality(path) desc limit 1)`
  const rows = await db
    .insert(staff)
    .values({ userid, name, unitId })
    .onConflictDoUpdate({
      target: staff.userid,
      set: { name, active: true, unitId: sql`coalesce(${unitId}, ${staff.unitId})` },
    })
    .returning({ id: staff.id })
  return only(rows).id
}

/** The configured first lead holds the top of the tree; before any unit exists there is nothing to hold yet. */
async function grantFirstLead(db: Db, staffId: string, now: Date): Promise<void> {
  const tops = await db.select({ unitId: units.id }).from(units).where(isNull(units.parentId))
  for (const { unitId } of tops) {
    await db.insert(roleGrants).values({ staffId, role: 'lead', unitId, grantedAt: now }).onConflictDoNothing()
  }
}

/** Opens a log-in for a member of staff and answers with its token; only the token's hash is kept. */
export async function startSession(deps: Deps, staffId: string, now: Date): Promise<string> {
  const token = randomHex(32)
  const expiresAt = new Date(now.getTime() + SESSION_LIFE_HOURS * 3_600_000)
  await deps.db
    .insert(sessions)
    .values({ tokenHash: await sha256(token), staffId, startedAt: now, lastSeenAt: now, expiresAt })
  return token
}

/** Ends one log-in; its cookie is worth nothing from now on. */
export async function endSession(db: Db, sessionHash: string, now: Date): Promise<void> {
  await db.update(sessions).set({ endedAt: now }).where(eq(sessions.tokenHash, sessionHash))
}
