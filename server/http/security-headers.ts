import type { MiddlewareHandler } from 'hono'
import type { AppEnv } from './app-env.ts'

/** A year. Not for the hosts below: they are not ours to promise for. */
export const HSTS = 'max-age=31536000'

/**
 * Answers of the API are for the asking phone alone and are never kept by anything on the way. Answers made by the context
 * (`c.json`, `c.body`) carry these; set on a finished answer, headers would make the server build each answer twice.
 */
export const apiHeaders: MiddlewareHandler<AppEnv> = async (c, next) => {
  c.header('cache-control', 'no-store')
  c.header('x-content-type-options', 'nosniff')
  c.header('referrer-policy', 'no-referrer')
  // An answer of the API that a browser is made to open as a page can load and do nothing.
  c.header('content-security-policy', "default-src 'none'; frame-ancestors 'none'")
  if (c.var.deps.config.secureCookies) c.header('strict-transport-security', HSTS)
  await next()
}
