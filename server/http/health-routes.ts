import { Hono } from 'hono'
import type { AppEnv } from './app-env.ts'
import { ping, type Db } from '../db/db.ts'
import { DomainError, errorBody } from '../errors.ts'
import { isStuck } from '../pulse.ts'
import { read } from './endpoint.ts'

/** What a proxy adds to a request from outside; without it somebody on this machine or net asks. */
const FROM_OUTSIDE = 'x-forwarded-for'

/** What a process must keep doing to be of use: posting, telling of events, and writing. */
const VITAL: readonly string[] = ['delivery', 'feed', 'heartbeat']

/** Whoever asks whether we are ready does not wait longer than this. */
const PING_MS = 2_000

/**
 * `/healthz`: the process answers. `/readyz`: the database answers, and nothing of what the process must do is stuck;
 * else it says what is, and since when. `/metrics`: for Prometheus, not through the proxy.
 */
export const healthRoutes = new Hono<AppEnv>()
  .get('/healthz', read({ summary: 'The process answers', roles: 'public' }), c => c.json({ status: 'ok' }))
  .get('/readyz', read({ summary: 'The process can do its work', roles: 'public' }), async c => {
    const { db, pulse } = c.var.deps
    const ages = pulse.ages()
    const stuck = ages.filter(beat => VITAL.includes(beat.name) && isStuck(beat)).map(({ name }) => name)
    if (!(await answersInTime(db))) stuck.unshift('database')
    if (stuck.length === 0) return c.json({ status: 'ready', ages })
    const body = { ...errorBody(new DomainError('database_unavailable')), status: 'stuck', stuck, ages }
    return c.json(body, 503, { 'cache-control': 'no-store', 'retry-after': '2' })
  })
  .get('/metrics', read({ summary: 'Counters for Prometheus, asked directly', roles: 'public' }), async c => {
    const { metrics } = c.var.deps
    if (!metrics || c.req.header(FROM_OUTSIDE) !== undefined) throw new DomainError('no_such_route')
    return c.text(await metrics.text(), 200, { 'content-type': 'text/plain; version=0.0.4; charset=utf-8' })
  })

/** False where it fails or takes too long; the question itself ends with the patience of the pool. */
async function answersInTime(db: Db): Promise<boolean> {
  const late = new Promise<boolean>(resolve => setTimeout(resolve, PING_MS, false))
  const answered = ping(db).then(
    () => true,
    () => false,
  )
  return Promise.race([answered, late])
}
