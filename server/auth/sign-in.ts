import { sql } from 'drizzle-orm'
import { inTransaction } from '../act.ts'
import type { Deps } from '../deps.ts'
import { only, type Db } from '../db/db.ts'
import { staff } from '../db/schema/index.ts'
import { DomainError } from '../errors.ts'
import { grantFirstLead } from '../access/grant-first-lead.ts'
import { partFromEarlier } from '../access/part-from-earlier.ts'
import { SYSTEM_STAFF_ID } from '../journal/append-audit-entry.ts'
import { appendEvents } from '../journal/append-event.ts'
import { notingMoves } from '../journal/note-moves.ts'
import { noteRoles } from '../journal/note-roles.ts'
import { WecomError } from '../ports/wecom-error.ts'
import type { WecomMemberDetails } from '../ports/wecom.ts'
import { wecomRefusal } from '../ports/wecom-refusal.ts'
import { endSessionOfOther, startSession } from './session.ts'

/** Who came back from WeCom; the userid in lower case. */
export type Identified = Pick<WecomMemberDetails, 'name' | 'departmentIds'> & { userid: string }

/**
 * Asks WeCom whose OAuth code this is.
 * @throws DomainError `login_failed` (bad or used code), `not_a_member`, `not_visible`
 */
export async function identify({ wecom }: Pick<Deps, 'wecom'>, code: string): Promise<Identified> {
  try {
    const identity = await wecom.getUserIdByCode(code)
    if (identity.kind === 'stranger') throw new DomainError('not_a_member')
    // A userid alone does not prove that the person may use this app: WeCom answers for members outside the visible range too.
    const profile = await wecom.findMember(identity.userId)
    if (profile === null) throw new DomainError('not_visible')
    return { userid: identity.userId.toLowerCase(), name: profile.name, departmentIds: profile.departmentIds }
  } catch (cause) {
    if (!(cause instanceof WecomError)) throw cause
    throw new DomainError(cause.reaction === 'login' ? 'login_failed' : wecomRefusal(cause), {}, { cause })
  }
}

/**
 * Opens a session for somebody WeCom named and answers with the cookie's token. `before` is the token this browser had: a
 * session of another member in it is over.
 */
export async function signIn(deps: Deps, person: Identified, before: string | undefined): Promise<string> {
  const now = deps.clock()
  return inTransaction(deps, async work => {
    const { db: tx } = work
    const { earlier, lost } = await partFromEarlier(tx, [person], now)
    const staffId = await notingMoves(work, SYSTEM_STAFF_ID, () => upsertStaff(tx, person), person.userid)
    const given = await grantFirstLead(tx, deps.config.firstLead, now)
    await noteRoles(work, SYSTEM_STAFF_ID, [...lost, ...given])
    const replaced = before === undefined ? [] : await endSessionOfOther(tx, before, staffId, now)
    await appendEvents(
      tx,
      ...[...earlier, ...replaced].map(id => ({ kind: 'session_ended' as const, at: now, staffId: id })),
    )
    return startSession({ db: tx }, staffId, now)
  })
}

async function upsertStaff(db: Db, { userid, name, departmentIds }: Identified): Promise<string> {
  const unitId = sql`(select id from units where department_id = any(${sql.param(departmentIds)}::int[]) order by cardinality(path) desc limit 1)`
  const rows = await db
    .insert(staff)
    .values({ userid, name: name || userid, unitId })
    .onConflictDoUpdate({
      target: staff.userid,
      set: { name: name || userid, active: true, leftAt: null, unitId: sql`coalesce(${unitId}, ${staff.unitId})` },
    })
    .returning({ id: staff.id })
  return only(rows).id
}
