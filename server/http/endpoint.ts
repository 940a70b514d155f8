import type { Context, MiddlewareHandler } from 'hono'
import { describeRoute, resolver, uniqueSymbol } from 'hono-openapi'
import type { GenericSchema } from 'valibot'
import { ErrorBody } from '../../contract/errors.ts'
import { ROLES, type Role } from '../../contract/staff.ts'
import { findMember } from '../auth/find-member.ts'
import type { AppEnv } from '../app-env.ts'
import { DomainError } from '../errors.ts'
import { answerOnce } from './answer-once.ts'
import { refuseForeignOrigin } from './origin.ts'

interface Endpoint {
  summary: string
  /** Roles of which one is needed; `signed_in`: any member of staff, `public`: no session. */
  roles: readonly Role[] | 'signed_in' | 'public'
  /** Schema of the 2xx answer; none: 204 or a redirect. */
  answer?: GenericSchema
  status?: 200 | 201 | 204 | 302
  /** The privacy lesson must be passed: the answer holds clear values. */
  training?: true
  /** A repeat gets the first answer within this time only; for answers with clear values. */
  replaySeconds?: number
}

export const ANY_ROLE = ROLES

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
  return described(endpoint, async (c, next) => {
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

/** Joins a guard with its OpenAPI description, which hono-openapi finds under its symbol on the middleware. */
function described(endpoint: Endpoint, guard: MiddlewareHandler<AppEnv>): MiddlewareHandler<AppEnv> {
  const spec = {
    summary: endpoint.summary,
    security: endpoint.roles === 'public' ? [] : [{ session: [] }],
    'x-roles': endpoint.roles,
    'x-training': endpoint.training ?? false,
    responses: {
      [endpoint.status ?? 200]: endpoint.answer
        ? { description: 'OK', content: { 'application/json': { schema: resolver(endpoint.answer) } } }
        : { description: 'OK' },
      default: { description: 'Refusal', content: { 'application/json': { schema: resolver(ErrorBody) } } },
    },
  }
  const description = describeRoute(spec)
  return Object.assign(guard, { [uniqueSymbol]: (description as unknown as Record<symbol, unknown>)[uniqueSymbol] })
}
