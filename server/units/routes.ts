import { Hono } from 'hono'
import { UnitList } from '../../contract/units.ts'
import type { AppEnv } from '../http/app-env.ts'
import { ANY_ROLE, read } from '../http/endpoint.ts'
import { listUnits } from './list-units.ts'

export const unitRoutes = new Hono<AppEnv>().get(
  '/units',
  read({ summary: 'The units the reader may look at', roles: ANY_ROLE, answer: UnitList }),
  async c => c.json({ units: await listUnits(c.var.act) }),
)
