import type { Context } from 'hono'
import { deleteCookie, getCookie, setCookie } from 'hono/cookie'
import type { AppEnv } from '../app-env.ts'

const SESSION = 'hecha_session'
const LOGIN_STATE = 'hecha_login'

export const SESSION_IDLE_MINUTES = 30
export const SESSION_LIFE_HOURS = 12
const LOGIN_MINUTES = 10

const options = (c: Context<AppEnv>) =>
  ({ httpOnly: true, sameSite: 'Lax', path: '/', secure: c.var.deps.config.secureCookies }) as const

export const readSessionCookie = (c: Context<AppEnv>) => getCookie(c, SESSION)

export function writeSessionCookie(c: Context<AppEnv>, token: string): void {
  setCookie(c, SESSION, token, { ...options(c), maxAge: SESSION_LIFE_HOURS * 3600 })
}

export const clearSessionCookie = (c: Context<AppEnv>) => deleteCookie(c, SESSION, options(c))

/** Binds a log-in to this browser: the state in the URL must be the one in this cookie. */
export function writeLoginState(c: Context<AppEnv>, state: string): void {
  setCookie(c, LOGIN_STATE, state, { ...options(c), path: '/api/auth', maxAge: LOGIN_MINUTES * 60 })
}

/** Reads the state once: a second use of the same log-in finds none. */
export function takeLoginState(c: Context<AppEnv>): string | undefined {
  const state = getCookie(c, LOGIN_STATE)
  deleteCookie(c, LOGIN_STATE, { ...options(c), path: '/api/auth' })
  return state
}
