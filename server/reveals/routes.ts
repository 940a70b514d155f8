import { Hono } from 'hono'
import { Reveal, RevealAnswer } from '../../contract/reveals.ts'
import type { AppEnv } from '../http/app-env.ts'
import { ANY_ROLE, change, CLEAR_REPLAY_S } from '../http/endpoint.ts'
import { idOf, json } from '../http/input.ts'
import { revealField } from './reveal-field.ts'

export const revealRoutes = new Hono<AppEnv>().post(
  '/tasks/:taskId/reveals',
  change({
    summary: 'Show one field in clear, for one reason',
    roles: ANY_ROLE,
    answer: RevealAnswer,
    training: true,
    replaySeconds: CLEAR_REPLAY_S,
  }),
  json(Reveal),
  async c => c.json(await revealField(c.var.act, idOf(c, 'taskId'), c.req.valid('json'))),
)
