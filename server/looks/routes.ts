import { Hono } from 'hono'
import { LookLimits } from '../../contract/looks.ts'
import type { AppEnv } from '../http/app-env.ts'
import { change, read } from '../http/endpoint.ts'
import { json } from '../http/input.ts'
import { getLookLimits, setLookLimits } from './look-limits.ts'

export const lookRoutes = new Hono<AppEnv>()
  .get(
    '/looks/limits',
    read({ summary: 'How many people a member may look at', roles: ['lead'], answer: LookLimits }),
    async c => c.json(await getLookLimits(c.var.act.db)),
  )
  .put(
    '/looks/limits',
    change({ summary: 'Set how many people a member may look at', roles: ['lead'], answer: LookLimits }),
    json(LookLimits),
    async c => c.json(await setLookLimits(c.var.act, c.req.valid('json'))),
  )
