import { Hono } from 'hono'
import { HandOverShift, Roster, RosterQuery, SetShift, SwapShift } from '../../contract/duty.ts'
import type { AppEnv } from '../http/app-env.ts'
import { ANY_ROLE, change, read } from '../http/endpoint.ts'
import { idOf, json, query } from '../http/input.ts'
import { getRoster } from './get-roster.ts'
import { handOver } from './hand-over.ts'
import { removeShift, setShift, swapShift } from './set-shift.ts'

export const dutyRoutes = new Hono<AppEnv>()
  .get(
    '/duty',
    read({ summary: 'Who is on duty in a unit, and when', roles: ANY_ROLE, answer: Roster }),
    query(RosterQuery),
    async c => c.json(await getRoster(c.var.act, c.req.valid('query').unitId)),
  )
  .post(
    '/shifts',
    change({ summary: 'Put somebody on duty', roles: ['lead'], answer: Roster }),
    json(SetShift),
    async c => {
      const shift = c.req.valid('json')
      await setShift(c.var.act, shift)
      return c.json(await getRoster(c.var.act, shift.unitId))
    },
  )
  .post(
    '/shifts/:shiftId/swap',
    change({ summary: 'Give a shift to somebody else', roles: ANY_ROLE, status: 204 }),
    json(SwapShift),
    async c => {
      await swapShift(c.var.act, idOf(c, 'shiftId'), c.req.valid('json').staffId)
      return c.body(null, 204)
    },
  )
  .delete(
    '/shifts/:shiftId',
    change({ summary: 'Take a shift off the roster', roles: ['lead'], status: 204 }),
    async c => {
      await removeShift(c.var.act, idOf(c, 'shiftId'))
      return c.body(null, 204)
    },
  )
  .post(
    '/shifts/:shiftId/hand-over',
    change({ summary: 'Hand the rest of the own shift over', roles: ANY_ROLE, status: 204 }),
    json(HandOverShift),
    async c => {
      await handOver(c.var.act, idOf(c, 'shiftId'), c.req.valid('json'))
      return c.body(null, 204)
    },
  )
