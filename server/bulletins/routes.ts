import { Hono } from 'hono'
import { Bulletin, BulletinQuery, SentBulletin, SetBulletinPlan } from '../../contract/bulletins.ts'
import type { AppEnv } from '../http/app-env.ts'
import { change, read } from '../http/endpoint.ts'
import { idOf, json, query } from '../http/input.ts'
import { getBulletin } from './get-bulletin.ts'
import { sendBulletin } from './send-bulletin.ts'
import { setPlan } from './set-plan.ts'

export const bulletinRoutes = new Hono<AppEnv>()
  .get(
    '/bulletin',
    read({ summary: 'The bulletin of a unit as it would go out now', roles: ['lead'], answer: Bulletin }),
    query(BulletinQuery),
    async c => c.json(await getBulletin(c.var.act, c.req.valid('query').unitId)),
  )
  .post(
    '/units/:unitId/bulletins',
    change({ summary: 'Send the bulletin of a unit to its group', roles: ['lead'], answer: SentBulletin }),
    async c => c.json(await sendBulletin(c.var.act, idOf(c, 'unitId'))),
  )
  .put(
    '/units/:unitId/bulletin-plan',
    change({ summary: 'Let bulletins go out by themselves', roles: ['lead'], answer: Bulletin }),
    json(SetBulletinPlan),
    async c => {
      const unitId = idOf(c, 'unitId')
      await setPlan(c.var.act, unitId, c.req.valid('json'))
      return c.json(await getBulletin(c.var.act, unitId))
    },
  )
