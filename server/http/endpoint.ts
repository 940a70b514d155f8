import type { Context, MiddlewareHandler } from 'hono'
import { ROLES, type Role } from '../../contract/staff.ts'
import { findMember } from '../access/find-member.ts'
import type { AppEnv, PreparedEnv } from './app-env.ts'
import { DomainError } from '../errors.ts'
import { tellIfRefused } from '../looks/tell-lead.ts'
import { answerOnce, isRepeat } from './answer-once.ts'
import { described, type Endpoint } from './describe.ts'
import { refuseForeignOrigin } from './origin.ts'
import { readSessionCookie } from './session-cookie.ts'

export const ANY_ROLE = ROLES

const REQUEST_ID = { name: 'Idempotency-Key', format: 'uuid', description: 'made on the phone, one for each change' }

/** How long an answer with a clear value is repeated to the phone that asked for it. */
export const CLEAR_REPLAY_S = 120

/** A route that reads. Checks session and role, and describes itself for the OpenAPI document. */
export function read(endpoint: Endpoint): MiddlewareHandler<AppEnv> {
  return described(endpoint, async (c, next) => {
    if (endpoint.roles !== 'public') await requireMember(c, endpoint, endpoint.roles)
    await tellingTheLead(c, next)
  })
}

/**
 * A route that changes something: own origin, session, role, and once per request id in one transaction. `prepare` runs
 * before that transaction, for what takes long and comes from outside; its answer is `c.var.prepared`. For a repeat it
 * does not run: the first answer is given again.
 */
export function change<Prepared>(
  endpoint: Endpoint,
  prepare?: (c: Context<AppEnv>) => Promise<Prepared>,
): MiddlewareHandler<PreparedEnv<Prepared>> {
  const guard = described({ headers: [REQUEST_ID], ...endpoint }, async (c, next) => {
    refuseForeignOrigin(c)
    if (endpoint.roles !== 'public') await requireMember(c, endpoint, endpoint.roles)
    await tellingTheLead(c, async () => {
      if (prepare && !(await isRepeat(c))) c.set('prepared', await prepare(c))
      await answerOnce(c, next, endpoint.replaySeconds)
    })
  })
  return guard as MiddlewareHandler<PreparedEnv<Prepared>> // it has just set what `prepare` answers
}

/** Stands around the transaction: that a look was refused is told although nothing else of the request stays. */
async function tellingTheLead(c: Context<AppEnv>, work: () => Promise<void>): Promise<void> {
  const refused = (cause: unknown) => tellIfRefused(c.var.act, cause, c.req.param('taskId'))
  try {
    await work()
  } catch (cause) {
    await refused(cause)
    throw cause
  }
  // What a handler throws was answered by now; hono keeps it here.
  if (c.error) await refused(c.error)
}

/** Says who asks: `act` is set from here on. */
async function requireMember(c: Context<AppEnv>, { training }: Endpoint, roles: readonly Role[] | 'signed_in') {
  const { deps } = c.var
  const token = readSessionCookie(c)
  if (!token) throw new DomainError('unauthenticated')
  const member = await findMember(deps, token, isPassive(c))
  const { db, sealer, config } = deps
  const { happenedAt } = c.var
  const clock = happenedAt ? () => happenedAt : deps.clock
  c.set('act', { db, sealer, clock, city: config.city, member })
  if (roles !== 'signed_in') {
    if (member.grants.length === 0) throw new DomainError('no_role')
    if (!member.grants.some(grant => roles.includes(grant.role))) throw new DomainError('forbidden')
  }
  if (training && !member.trained) throw new DomainError('untrained')
}

/** The stream, and what the page asks for by itself because something happened elsewhere (marked by the page). */
const isPassive = (c: Context<AppEnv>) => c.req.path === '/api/stream' || c.req.header('x-hecha-passive') !== undefined
