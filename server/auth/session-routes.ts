import { eq, sql } from 'drizzle-orm'
import { Hono, type Context } from 'hono'
import { MyDay, Session, SetPreferences } from '../../contract/session.ts'
import type { AppEnv } from '../app-env.ts'
import { only, rowsOf } from '../db/db.ts'
import { staff } from '../db/schema/index.ts'
import { change, read } from '../http/endpoint.ts'
import { json } from '../http/input.ts'
import { clearSessionCookie } from './session-cookie.ts'
import { endSession } from './sign-in.ts'

export const sessionRoutes = new Hono<AppEnv>()
  .get('/session', read({ summary: 'Who is logged in', roles: 'signed_in', answer: Session }), c =>
    c.json(sessionOf(c)),
  )
  .put(
    '/session/preferences',
    change({ summary: 'Set large text', roles: 'signed_in', answer: Session }),
    json(SetPreferences),
    async c => {
      const { largeText } = c.req.valid('json')
      await c.var.db.update(staff).set({ largeText }).where(eq(staff.id, c.var.member.staffId))
      return c.json({ ...sessionOf(c), largeText })
    },
  )
  .delete('/session', change({ summary: 'Log out', roles: 'signed_in', status: 204 }), async c => {
    await endSession(c.var.db, c.var.member.sessionHash, c.var.deps.clock())
    clearSessionCookie(c)
    return c.body(null, 204)
  })
  .get('/session/day', read({ summary: 'What I did today', roles: 'signed_in', answer: MyDay }), async c =>
    c.json(await countMyDay(c)),
  )

function sessionOf(c: Context<AppEnv>): Session {
  const { member, deps } = c.var
  const { simulated, corpId, agentId, city } = deps.config
  return {
    staffId: member.staffId,
    userid: member.userid,
    name: member.name,
    grants: member.grants.map(({ role, unitId, unitName, unitLevel }) => ({ role, unitId, unitName, unitLevel })),
    trained: member.trained,
    largeText: member.largeText,
    simulated,
    corpId,
    agentId: String(agentId),
    cityShortName: city.short,
    citySpellings: [...city.spellings],
    now: deps.clock().toISOString(),
    expiresAt: member.expiresAt.toISOString(),
  }
}

/** Counts the member's own events since midnight, +08:00. */
async function countMyDay(c: Context<AppEnv>): Promise<MyDay> {
  const rows = await rowsOf<MyDay>(
    c.var.deps.db,
    sql`
      select count(*) filter (where kind = 'task_dialled')::int as calls,
        count(*) filter (where kind = 'report_submitted' and data->>'outcome' = 'reached')::int as reached,
        count(*) filter (where kind = 'call_avoided')::int as avoided,
        count(*) filter (where kind = 'report_submitted')::int as reported,
        (count(*) filter (where kind = 'record_made') - count(*) filter (where kind = 'record_undone'))::int as recorded
      from events
      where staff_id = ${c.var.member.staffId}
        and at >= date_trunc('day', ${c.var.deps.clock()}::timestamptz at time zone 'Asia/Shanghai') at time zone 'Asia/Shanghai'`,
  )
  const day = only(rows)
  return { ...day, recorded: Math.max(0, day.recorded) }
}
