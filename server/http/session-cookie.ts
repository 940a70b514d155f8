import type { Context } from 'hono'
import { deleteCookie, getCookie, setCookie } from 'hono/cookie'
import type { AppEnv } from './app-env.ts'

const SESSION = 'hecha_session'
const LOGIN_STATE = 'hecha_login'

export const SESSION_LIFE_HOURS = 12
const LOGIN_MINUTES = 10

const options = (c: Context<AppEnv>) =>
  ({ httpOnly: true, sameSite: 'Lax', path: '/', secure: c.var.deps.config.secureCookies }) as const

/** On https browsers take `__Host-` cookies from this very host alone: a neighbour under the same domain can plant none. */
const sessionOptions = (c: Context<AppEnv>) => {
  const own = options(c)
  return own.secure ? { ...own, prefix: 'host' as const } : own
}

/** `__Host-` would ask for the path `/`; this cookie is sent to the log-in alone. */
const loginOptions = (c: Context<AppEnv>) => {
  const own = { ...options(c), path: '/api/auth' }
  return own.secure ? { ...own, prefix: 'secure' as const } : own
}

export const readSessionCookie = (c: Context<AppEnv>) =>
  c.var.deps.sessionToken?.() ?? getCookie(c, SESSION, c.var.deps.config.secureCookies ? 'host' : undefined)

export function writeSessionCookie(c: Context<AppEnv>, token: string): void {
  setCookie(c, SESSION, token, { ...sessionOptions(c), maxAge: SESSION_LIFE_HOURS * 3600 })
}

export const clearSessionCookie = (c: Context<AppEnv>) => deleteCookie(c, SESSION, sessionOptions(c))

/** Binds a log-in to this browser: the state in the URL must be the one in this cookie. */
export function writeLoginState(c: Context<AppEnv>, state: string): void {
  setCookie(c, LOGIN_STATE, state, { ...loginOptions(c), maxAge: LOGIN_MINUTES * 60 })
}

/** Reads the state once: a second use of the same log-in finds none. */
export function takeLoginState(c: Context<AppEnv>): string | undefined {
  const state = getCookie(c, LOGIN_STATE, c.var.deps.config.secureCookies ? 'secure' : undefined)
  deleteCookie(c, LOGIN_STATE, loginOptions(c))
  return state
}
