import { Hono } from 'hono'
import type { AppEnv } from './app-env.ts'
import { ping } from '../db/db.ts'
import { DomainError } from '../errors.ts'
import { read } from './endpoint.ts'

/** What a proxy adds to a request from outside; without it somebody on this machine or net asks. */
const FROM_OUTSIDE = 'x-forwarded-for'

/** `/healthz`: the process answers. `/readyz`: so does its database. `/metrics`: for Prometheus, not through the proxy. */
export const healthRoutes = new Hono<AppEnv>()
  .get('/healthz', read({ summary: 'The process answers', roles: 'public' }), c => c.json({ status: 'ok' }))
  .get('/readyz', read({ summary: 'The database answers', roles: 'public' }), async c => {
    try {
      await ping(c.var.deps.db)
    } catch (cause) {
      throw new DomainError('database_unavailable', {}, { cause })
    }
    return c.json({ status: 'ready' })
  })
  .get('/metrics', read({ summary: 'Counters for Prometheus, asked directly', roles: 'public' }), async c => {
    const { metrics } = c.var.deps
    if (!metrics || c.req.header(FROM_OUTSIDE) !== undefined) throw new DomainError('no_such_route')
    return c.text(await metrics.text(), 200, { 'content-type': 'text/plain; version=0.0.4; charset=utf-8' })
  })
