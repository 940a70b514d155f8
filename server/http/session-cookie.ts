import type { Context } from 'hono'
import { deleteCookie, getCookie, setCookie } from 'hono/cookie'
import type { AppEnv } from './app-env.ts'

const SESSION = 'hecha_session'
const LOGIN = 'hecha_login_'
const BROWSER = 'hecha_browser'

export const SESSION_LIFE_HOURS = 12
export const LOGIN_MINUTES = 10
const BROWSER_DAYS = 180

/** Pages that log in at the same moment have a cookie each; what is left over beyond these is taken away. */
const LOGINS_AT_ONCE = 8

const isSecure = (c: Context<AppEnv>) => c.var.deps.config.secureCookies

/**
 * On https browsers take `__Host-` cookies from this very host alone: a neighbour under the same domain can plant none.
 * Without https, on the loopback of the demo, no browser takes that prefix, so the names there have none.
 */
const own = (c: Context<AppEnv>) => {
  const options = { httpOnly: true, sameSite: 'Lax', path: '/', secure: isSecure(c) } as const
  return options.secure ? { ...options, prefix: 'host' as const } : options
}

const read = (c: Context<AppEnv>, name: string) => getCookie(c, name, isSecure(c) ? 'host' : undefined)

export const readSessionCookie = (c: Context<AppEnv>) => c.var.deps.sessionToken?.() ?? read(c, SESSION)

export function writeSessionCookie(c: Context<AppEnv>, token: string): void {
  setCookie(c, SESSION, token, { ...own(c), maxAge: SESSION_LIFE_HOURS * 3600 })
}

export const clearSessionCookie = (c: Context<AppEnv>) => deleteCookie(c, SESSION, own(c))

/** Keeps what binds a log-in to this browser. Ids sort by time: the oldest of too many are taken away. */
export function writeLoginCookie(c: Context<AppEnv>, id: string, kept: string): void {
  const prefix = isSecure(c) ? `__Host-${LOGIN}` : LOGIN
  const open = Object.keys(getCookie(c)).filter(name => name.startsWith(prefix))
  const tooMany = open.toSorted().slice(0, Math.max(0, open.length + 1 - LOGINS_AT_ONCE))
  for (const name of tooMany) deleteCookie(c, LOGIN + name.slice(prefix.length), own(c))
  setCookie(c, LOGIN + id, kept, { ...own(c), maxAge: LOGIN_MINUTES * 60 })
}

/** Takes the cookie of one log-in out of the browser. */
export function takeLoginCookie(c: Context<AppEnv>, id: string): string | undefined {
  return deleteCookie(c, LOGIN + id, own(c))
}

export const readBrowserCookie = (c: Context<AppEnv>) => read(c, BROWSER)

export function writeBrowserCookie(c: Context<AppEnv>, mark: string): void {
  setCookie(c, BROWSER, mark, { ...own(c), maxAge: BROWSER_DAYS * 86_400 })
}
