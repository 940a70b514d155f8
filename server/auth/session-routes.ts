import { Hono, type Context } from 'hono'
import { Session, SetPreferences } from '../../contract/session.ts'
import type { AppEnv } from '../http/app-env.ts'
import { change, read } from '../http/endpoint.ts'
import { json } from '../http/input.ts'
import { clearSessionCookie } from '../http/session-cookie.ts'
import { endSession, setPreferences } from './session.ts'

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
      await setPreferences(c.var.act, { largeText })
      return c.json({ ...sessionOf(c), largeText })
    },
  )
  .delete('/session', change({ summary: 'Log out', roles: 'signed_in', status: 204 }), async c => {
    await endSession(c.var.act)
    clearSessionCookie(c)
    return c.body(null, 204)
  })

function sessionOf(c: Context<AppEnv>): Session {
  const { act, deps } = c.var
  const { member } = act
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
