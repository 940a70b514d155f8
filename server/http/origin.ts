import type { Context } from 'hono'
import type { AppEnv } from './app-env.ts'
import { DomainError } from '../errors.ts'

/**
 * Refuses a change that another site sent. Browsers put `Origin` on every change; where it is missing the caller is
 * no browser page, or a very old one that at least says `Sec-Fetch-Site`.
 */
export function refuseForeignOrigin(c: Context<AppEnv>): void {
  const origin = c.req.header('origin')
  const site = c.req.header('sec-fetch-site')
  if (origin !== undefined && !c.var.deps.config.isOwnOrigin(origin)) throw new DomainError('foreign_origin')
  if (origin === undefined && site !== undefined && site !== 'same-origin') throw new DomainError('foreign_origin')
}
