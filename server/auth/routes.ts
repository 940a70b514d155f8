import { Hono, type Context } from 'hono'
import type { AppEnv } from '../http/app-env.ts'
import { DomainError, isPassing } from '../errors.ts'
import { read } from '../http/endpoint.ts'
import { makeAuthorizeUrl } from '../wecom/authorize-url.ts'
import { readSessionCookie, takeLoginCookie, writeLoginCookie, writeSessionCookie } from '../http/session-cookie.ts'
import { readFirstDirectory } from '../units/sync-directory.ts'
import { limitExchanges, markBrowser } from './known-browser.ts'
import { beginLogin, endLogin, idOfState } from './login-attempt.ts'
import { identify, signIn } from './sign-in.ts'

/** Silent log-in inside the client: authorize, come back with a code, exchange it on the server. */
export const authRoutes = new Hono<AppEnv>()
  .get('/auth/login', read({ summary: 'Start the WeCom log-in', roles: 'public', status: 302 }), async c => {
    const { config } = c.var.deps
    const { id, kept, state } = await beginLogin(c.var.deps, c.req.query('returnTo'))
    writeLoginCookie(c, id, kept)
    const redirectUri = `${ownOrigin(c)}/api/auth/callback`
    const { authorizeUrl, corpId, agentId } = config
    return c.redirect(makeAuthorizeUrl({ authorizeUrl, corpId, agentId, redirectUri, state }))
  })
  .get('/auth/callback', read({ summary: 'End the WeCom log-in', roles: 'public', status: 302 }), async c => {
    try {
      return c.redirect(await logIn(c))
    } catch (cause) {
      if (!(cause instanceof DomainError || isPassing(cause))) throw cause
      // A person is looking at this answer: the page says the sentence, the API never shows itself.
      return c.redirect(`/?login=${cause instanceof DomainError ? cause.code : 'database_unavailable'}`)
    }
  })

/**
 * Exchanges the code for a session. Tries are counted only behind a state that fits: junk from an address is refused for
 * nothing and does not use up what the people behind that address need. Answers with where to go.
 */
async function logIn(c: Context<AppEnv>): Promise<string> {
  const { deps } = c.var
  const state = c.req.query('state') ?? ''
  const id = idOfState(state)
  const returnTo = await endLogin(deps, state, id === null ? undefined : takeLoginCookie(c, id))
  const code = c.req.query('code')
  if (!code) throw new DomainError('login_failed')
  await limitExchanges(c)
  const person = await identify(deps, code)
  await readFirstDirectory(deps, person.userid)
  writeSessionCookie(c, await signIn(deps, person, readSessionCookie(c)))
  deps.feed.wake()
  await markBrowser(c)
  return returnTo
}

/**
 * The address the browser sees; only our own ones are ever sent to WeCom. What the request says is not it where a proxy
 * ends TLS or names another host: with one address of our own there is nothing to choose.
 */
function ownOrigin(c: Context<AppEnv>): string {
  const { origins } = c.var.deps.config
  const { host } = new URL(c.req.url)
  const own = origins.length === 1 ? origins[0] : origins.find(origin => new URL(origin).host === host)
  if (own === undefined) throw new DomainError('url_not_ours')
  return own
}
