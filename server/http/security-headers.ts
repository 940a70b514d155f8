import type { MiddlewareHandler } from 'hono'
import type { AppEnv } from '../app-env.ts'

/** Answers of the API are for the asking phone alone and are never kept by anything on the way. */
export const apiHeaders: MiddlewareHandler<AppEnv> = async (c, next) => {
  await next()
  c.res.headers.set('cache-control', 'no-store')
  c.res.headers.set('x-content-type-options', 'nosniff')
  c.res.headers.set('referrer-policy', 'no-referrer')
}
