import { Hono } from 'hono'
import { NewNudge, Nudge } from '../../contract/nudges.ts'
import type { AppEnv } from '../http/app-env.ts'
import { ANY_ROLE, change, read } from '../http/endpoint.ts'
import { idOf, json } from '../http/input.ts'
import { answerNudge, findNudge } from './find-nudge.ts'
import { sendNudge } from './send-nudge.ts'

export const nudgeRoutes = new Hono<AppEnv>()
  .post(
    '/units/:unitId/nudges',
    change({ summary: 'Ask those on duty in a unit to go on', roles: ['lead'], answer: Nudge }),
    json(NewNudge),
    async c => {
      const origin = c.var.deps.config.origins[0] ?? ''
      return c.json(await sendNudge(c.var.act, idOf(c, 'unitId'), c.req.valid('json'), origin))
    },
  )
  .get('/nudges/:nudgeId', read({ summary: 'What a nudge said', roles: ANY_ROLE, answer: Nudge }), async c =>
    c.json(await findNudge(c.var.act, idOf(c, 'nudgeId'))),
  )
  .post(
    '/nudges/:nudgeId/answer',
    change({ summary: '收到, for all who were told', roles: ANY_ROLE, answer: Nudge }),
    async c => c.json(await answerNudge(c.var.act, idOf(c, 'nudgeId'))),
  )
