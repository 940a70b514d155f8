import { routePath } from 'hono/route'
import type { MiddlewareHandler } from 'hono'
import type { AppEnv } from './app-env.ts'

/** Counts every request and how long it took, by the pattern of its route. */
export const measure: MiddlewareHandler<AppEnv> = async (c, next) => {
  const { metrics } = c.var.deps
  if (!metrics) return next()
  const startedAt = performance.now()
  await next()
  // The last handler that ran: the route itself, or the guard that refused.
  const route = routePath(c)
  metrics.answered({ method: c.req.method, route, status: c.res.status, tookMs: performance.now() - startedAt })
}
