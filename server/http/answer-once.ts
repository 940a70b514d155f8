import { eq } from 'drizzle-orm'
import type { Context, Next } from 'hono'
import * as v from 'valibot'
import type { AppEnv } from '../app-env.ts'
import type { Db } from '../db/db.ts'
import { requests } from '../db/schema/index.ts'
import { DomainError } from '../errors.ts'

const RequestId = v.pipe(v.string(), v.uuid())

/** Thrown to roll the transaction back when the answer is a refusal; the answer itself stands in `c.res`. */
const ROLL_BACK = Symbol('roll back')

/**
 * Runs a change in one transaction together with its request id (`Idempotency-Key`), so that a repeat of the request
 * answers with the first result and changes nothing. Two at the same time: the second waits for the first.
 * A refused change leaves no trace and may be tried again under the same id. An answer with a clear value is repeated for
 * `replaySeconds` only, enough for a phone that lost it on the way: later it would be a second look nobody wrote down.
 * @throws DomainError `request_id_missing`, `request_id_reused`, `answer_expired`
 */
export async function answerOnce(c: Context<AppEnv>, next: Next, replaySeconds?: number): Promise<void> {
  const requestId = requestIdOf(c)
  // As it was sent: decoded, a path may hold letters no text column takes.
  const route = `${c.req.method} ${new URL(c.req.url).pathname}`
  try {
    await c.var.deps.db.transaction(async tx => {
      if (!(await isFirst(tx, c, requestId, route))) {
        c.res = await firstAnswer(tx, c, requestId, route)
        return
      }
      c.set('db', tx)
      await next()
      if (c.res.status >= 400) throw ROLL_BACK
      await keepAnswer(tx, c, requestId, replaySeconds)
    })
  } catch (cause) {
    if (cause !== ROLL_BACK) throw cause
    return
  }
  c.var.deps.feed.wake()
}

function requestIdOf(c: Context<AppEnv>): string {
  const parsed = v.safeParse(RequestId, c.req.header('idempotency-key'))
  if (!parsed.success) throw new DomainError('request_id_missing')
  return parsed.output
}

async function isFirst(tx: Db, c: Context<AppEnv>, id: string, route: string): Promise<boolean> {
  const made = await tx
    .insert(requests)
    .values({ id, staffId: c.var.member.staffId, route, at: c.var.deps.clock() })
    .onConflictDoNothing()
    .returning({ id: requests.id })
  return made.length === 1
}

async function firstAnswer(tx: Db, c: Context<AppEnv>, id: string, route: string): Promise<Response> {
  const [first] = await tx.select().from(requests).where(eq(requests.id, id))
  if (!first || first.staffId !== c.var.member.staffId || first.route !== route) {
    throw new DomainError('request_id_reused')
  }
  if (first.replayUntil !== null && first.replayUntil <= c.var.deps.clock()) throw new DomainError('answer_expired')
  const headers = { 'content-type': 'application/json', 'idempotency-replayed': 'true', 'cache-control': 'no-store' }
  const body = first.bodySealed === null ? null : c.var.deps.sealer.open(first.bodySealed)
  return new Response(body, { status: first.status ?? 204, headers })
}

/** The answer may hold a dialled number, so it is sealed like any other personal value. */
async function keepAnswer(tx: Db, c: Context<AppEnv>, id: string, replaySeconds?: number): Promise<void> {
  const now = c.var.deps.clock()
  const replayUntil = replaySeconds === undefined ? null : new Date(now.getTime() + replaySeconds * 1000)
  const body = c.res.status === 204 ? null : await c.res.clone().text()
  await tx
    .update(requests)
    .set({ status: c.res.status, replayUntil, bodySealed: body === null ? null : c.var.deps.sealer.seal(body) })
    .where(eq(requests.id, id))
}
