import type { Context } from 'hono'
import type { Asker } from '../ports/asker.ts'
import type { AppEnv } from './app-env.ts'

/** Who asks, for what is done one after another: dropped when the sender hangs up. */
export const askerOf = (c: Context<AppEnv>): Asker => ({ by: c.var.act.member.staffId, signal: c.req.raw.signal })
