import type { MiddlewareHandler } from 'hono'
import type { AppEnv } from '../app-env.ts'

/** A year. Not for the hosts below: they are not ours to promise for. */
export const HSTS = 'max-age=31536000'

/** Answers of the API are for the asking phone alone and are never kept by anything on the way. */
export const apiHeaders: MiddlewareHandler<AppEnv> = async (c, next) => {
  await next()
  c.res.headers.set('cache-control', 'no-store')
  c.res.headers.set('x-content-type-options', 'nosniff')
  c.res.headers.set('referrer-policy', 'no-referrer')
  // An answer of the API that a browser is made to open as a page can load and do nothing.
  c.res.headers.set('content-security-policy', "default-src 'none'; frame-ancestors 'none'")
  if (c.var.deps.config.secureCookies) c.res.headers.set('strict-transport-security', HSTS)
}
