import { Hono, type Context } from 'hono'

import type { CodeBearer } from './oauth-codes.ts'
import { refuse } from './refusal.ts'
import { authenticate, type Simulation } from './simulation.ts'

/** Exchange of the login code, in both spellings (WeCom document 91023; the older one is what private deployments have). */
export function createIdentityRoutes(simulation: Simulation): Hono {
  const { codes, directory, settings } = simulation

  function useCode(c: Context): CodeBearer {
    const app = authenticate(simulation, c)
    const code = c.req.query('code') ?? ''
    return code === '' ? refuse(41008) : codes.use(code, app)
  }

  function externalIdOf(openId: string): string | null {
    return directory.data.strangers.find(stranger => stranger.openId === openId)?.externalUserId ?? null
  }

  return new Hono()
    .get('/auth/getuserinfo', c => {
      if (settings.privateMode) return c.notFound()
      const bearer = useCode(c)
      if (bearer.kind === 'member') return c.json({ errcode: 0, errmsg: 'ok', userid: bearer.userId })
      const externalId = externalIdOf(bearer.openId)
      const external = externalId === null ? {} : { external_userid: externalId }
      return c.json({ errcode: 0, errmsg: 'ok', openid: bearer.openId, ...external })
    })
    .get('/user/getuserinfo', c => {
      const bearer = useCode(c)
      const who = bearer.kind === 'member' ? { UserId: bearer.userId } : { OpenId: bearer.openId }
      return c.json({ errcode: 0, errmsg: 'ok', ...who, DeviceId: 'simulated-device' })
    })
}
