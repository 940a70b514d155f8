import { Hono } from 'hono'
import { ListStuckQuery, Progress, ProgressQuery, StuckPage } from '../../contract/progress.ts'
import { MyDay } from '../../contract/session.ts'
import type { AppEnv } from '../http/app-env.ts'
import { read } from '../http/endpoint.ts'
import { query } from '../http/input.ts'
import { countMyDay } from './count-my-day.ts'
import { getProgress } from './get-progress.ts'
import { listStuck } from './list-stuck.ts'

export const progressRoutes = new Hono<AppEnv>()
  .get(
    '/progress',
    read({ summary: 'Live numbers of a unit and of those below it', roles: ['lead'], answer: Progress }),
    query(ProgressQuery),
    async c => c.json(await getProgress(c.var.act, c.req.valid('query').unitId)),
  )
  .get(
    '/progress/tasks',
    read({ summary: 'The tasks behind one number of where they are stuck', roles: ['lead'], answer: StuckPage }),
    query(ListStuckQuery),
    async c => c.json(await listStuck(c.var.act, c.req.valid('query'))),
  )
  .get('/session/day', read({ summary: 'What I did today', roles: 'signed_in', answer: MyDay }), async c =>
    c.json(await countMyDay(c.var.act)),
  )
