import type { Context, MiddlewareHandler } from 'hono'
import { ROLES, type Role } from '../../contract/staff.ts'
import { findMember } from '../access/find-member.ts'
import type { AppEnv } from '../app-env.ts'
import { DomainError } from '../errors.ts'
import { answerOnce } from './answer-once.ts'
import { described, type Endpoint } from './describe.ts'
import { refuseForeignOrigin } from './origin.ts'

export const ANY_ROLE = ROLES

const REQUEST_ID = { name: 'Idempotency-Key', format: 'uuid', description: 'made on the phone, one for each change' }

/** How long an answer with a clear value is repeated to the phone that asked for it. */
export const CLEAR_REPLAY_S = 120

/** A route that reads. Checks session and role, and describes itself for the OpenAPI document. */
export function read(endpoint: Endpoint): MiddlewareHandler<AppEnv> {
  return described(endpoint, async (c, next) => {
    if (endpoint.roles !== 'public') await requireMember(c, endpoint, endpoint.roles)
    await next()
  })
}

/**
 * A route that changes something: own origin, session, role, and once per request id in one transaction. `prepare` runs
 * before that transaction, for what takes long and comes from outside.
 */
export function change(endpoint: Endpoint, prepare?: (c: Context<AppEnv>) => Promise<void>): MiddlewareHandler<AppEnv> {
  return described({ headers: [REQUEST_ID], ...endpoint }, async (c, next) => {
    refuseForeignOrigin(c)
    if (endpoint.roles !== 'public') await requireMember(c, endpoint, endpoint.roles)
    await prepare?.(c)
    await answerOnce(c, next, endpoint.replaySeconds)
  })
}

async function requireMember(c: Context<AppEnv>, { training }: Endpoint, roles: readonly Role[] | 'signed_in') {
  const member = await findMember(c)
  c.set('member', member)
  if (roles !== 'signed_in') {
    if (member.grants.length === 0) throw new DomainError('no_role')
    if (!member.grants.some(grant => roles.includes(grant.role))) throw new DomainError('forbidden')
  }
  if (training && !member.trained) throw new DomainError('untrained')
}
