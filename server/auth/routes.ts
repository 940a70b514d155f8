import { Hono, type Context } from 'hono'
import type { AppEnv } from '../http/app-env.ts'
import { DomainError, isPassing } from '../errors.ts'
import { read } from '../http/endpoint.ts'
import { addressOf, rateLimit } from '../http/rate-limit.ts'
import { equalInConstantTime, randomHex } from '../privacy/random.ts'
import { makeAuthorizeUrl } from '../wecom/authorize-url.ts'
import { takeLoginState, writeLoginState, writeSessionCookie } from '../http/session-cookie.ts'
import { readFirstDirectory } from '../units/sync-directory.ts'
import { identify, signIn } from './sign-in.ts'

/** Each try may ask WeCom. A whole office behind one address logs in at eight. */
const limitLogins = rateLimit({ name: 'login', limit: 300, windowS: 60, keyOf: addressOf })

/** Silent log-in inside the client: authorize, come back with a code, exchange it on the server. */
export const authRoutes = new Hono<AppEnv>()
  .get('/auth/login', read({ summary: 'Start the WeCom log-in', roles: 'public', status: 302 }), c => {
    const { config } = c.var.deps
    const state = `${randomHex(16)}${encodeReturnTo(c.req.query('returnTo'))}`
    writeLoginState(c, state)
    const redirectUri = `${ownOrigin(c)}/api/auth/callback`
    const { authorizeUrl, corpId, agentId } = config
    return c.redirect(makeAuthorizeUrl({ authorizeUrl, corpId, agentId, redirectUri, state }))
  })
  .get(
    '/auth/callback',
    limitLogins,
    read({ summary: 'End the WeCom log-in', roles: 'public', status: 302 }),
    async c => {
      const expected = takeLoginState(c)
      const state = c.req.query('state') ?? ''
      const code = c.req.query('code')
      try {
        if (!code || !expected || !equalInConstantTime(expected, state)) throw new DomainError('login_state_mismatch')
        const { deps } = c.var
        const person = await identify(deps, code)
        await readFirstDirectory(deps, person.userid)
        writeSessionCookie(c, await signIn(deps, person))
        return c.redirect(decodeReturnTo(state))
      } catch (cause) {
        if (!(cause instanceof DomainError || isPassing(cause))) throw cause
        // A person is looking at this answer: the page says the sentence, the API never shows itself.
        return c.redirect(`/?login=${cause instanceof DomainError ? cause.code : 'database_unavailable'}`)
      }
    },
  )

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

// WeCom allows only letters and digits in `state`, so the place to return to travels as hex behind 32 random digits.
const RANDOM_LENGTH = 32
const MAX_RETURN_TO = 48

function encodeReturnTo(path: string | undefined): string {
  if (!path || !/^\/[\w#/?=&.-]*$/.test(path) || path.startsWith('//') || path.length > MAX_RETURN_TO) return ''
  return Array.from(path, letter => letter.charCodeAt(0).toString(16).padStart(2, '0')).join('')
}

function decodeReturnTo(state: string): string {
  const hex = state.slice(RANDOM_LENGTH)
  const path = hex.replace(/../g, pair => String.fromCharCode(Number.parseInt(pair, 16)))
  return path.startsWith('/') ? path : '/'
}
