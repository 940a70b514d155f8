import { Hono } from 'hono'
import type { AppEnv } from './app-env.ts'
import { ping } from '../db/db.ts'
import { DomainError } from '../errors.ts'
import { read } from './endpoint.ts'

/** `/healthz`: the process answers. `/readyz`: so does its database. */
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
