import { Hono } from 'hono'
import { AlertList } from '../../contract/alerts.ts'
import type { AppEnv } from '../http/app-env.ts'
import { change, read } from '../http/endpoint.ts'
import { idOf } from '../http/input.ts'
import { listAlerts, seeAlert } from './list-alerts.ts'

export const alertRoutes = new Hono<AppEnv>()
  .get('/alerts', read({ summary: 'What a lead must look at', roles: ['lead'], answer: AlertList }), async c =>
    c.json(await listAlerts(c.var.act)),
  )
  .post(
    '/alerts/:alertId/seen',
    change({ summary: 'Note that an alert was looked at', roles: ['lead'], status: 204 }),
    async c => {
      await seeAlert(c.var.act, idOf(c, 'alertId'))
      return c.body(null, 204)
    },
  )
