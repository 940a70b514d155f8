import { Hono, type Context } from 'hono'
import { setCookie } from 'hono/cookie'

import { choosePersonPage, refusedPage } from './authorize-page.ts'
import type { CodeBearer } from './oauth-codes.ts'
import { firstLabel } from './phones.ts'
import type { Simulation } from './simulation.ts'

/** Remembers who was chosen on a page opened by itself, so that its bridge posts as the same person. */
export const MEMBER_COOKIE = 'simulated_member'

interface AuthorizeQuery {
  redirect: URL
  state: string
  agentId: number | null
}

/**
 * The page a phone is sent to for a silent login (WeCom document 91022). On a phone of the stage it answers at once with
 * the member signed in there; elsewhere it asks who is holding the phone, or takes `member` from the query.
 */
export function createAuthorizeRoutes(simulation: Simulation): Hono {
  const { codes, directory, phones } = simulation

  /** The query, or the code of what is wrong with it. */
  function readQuery(c: Context): AuthorizeQuery | number {
    const query = c.req.query()
    if (query['appid'] !== directory.corpId) return 40013
    if (query['response_type'] !== 'code' || !isScope(query['scope'], query['agentid'])) return 40058
    const state = query['state'] ?? ''
    if (!/^[a-zA-Z0-9]{0,128}$/.test(state)) return 84025
    const redirectUri = query['redirect_uri'] ?? ''
    if (!URL.canParse(redirectUri)) return 50001
    const redirect = new URL(redirectUri)
    const agentId = query['agentid'] ? Number(query['agentid']) : null
    const app = agentId === null ? null : directory.findApp(agentId)
    if (agentId !== null && !app) return 40056
    if (app && !app.trustedHosts.includes(redirect.host)) return 50001
    return { redirect, state, agentId }
  }

  function findBearer(c: Context, { redirect }: AuthorizeQuery): CodeBearer | null {
    const phone = phones.find(firstLabel(redirect.host))
    if (phone) return { kind: 'member', userId: phone.userId }
    const chosen = c.req.query('member') ?? ''
    const member = directory.findMember(chosen)
    if (member) return { kind: 'member', userId: member.userId }
    const stranger = directory.data.strangers.find(({ openId }) => openId === chosen)
    return stranger ? { kind: 'stranger', openId: stranger.openId } : null
  }

  return new Hono().get('/connect/oauth2/authorize', c => {
    const query = readQuery(c)
    if (typeof query === 'number') return c.html(refusedPage(query))
    const bearer = findBearer(c, query)
    if (!bearer) return c.html(choosePersonPage(directory.data, c.req.url))
    if (bearer.kind === 'member') rememberMember(c, bearer.userId)
    const code = codes.issue({ bearer, agentId: query.agentId, redirectHost: query.redirect.host })
    return c.redirect(withCode(query, code))
  })
}

function rememberMember(c: Context, userId: string): void {
  const path = c.req.path.split('/connect/')[0] || '/'
  setCookie(c, MEMBER_COOKIE, userId, { httpOnly: true, sameSite: 'Lax', path })
}

function isScope(scope: string | undefined, agentId: string | undefined): boolean {
  return scope === 'snsapi_base' || (scope === 'snsapi_privateinfo' && agentId !== undefined)
}

function withCode({ redirect, state }: AuthorizeQuery, code: string): string {
  const target = new URL(redirect)
  target.searchParams.append('code', code)
  target.searchParams.append('state', state)
  return target.toString()
}
