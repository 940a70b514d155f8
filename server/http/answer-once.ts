import { eq, sql } from 'drizzle-orm'
import type { Context, Next } from 'hono'
import type { StatusCode } from 'hono/utils/http-status'
import * as v from 'valibot'
import type { AppEnv } from './app-env.ts'
import type { Db } from '../db/db.ts'
import { placeholdersOf, statement } from '../db/prepared.ts'
import { requests } from '../db/schema/index.ts'
import { DomainError } from '../errors.ts'
import { inTurn, targetOf } from './in-turn.ts'
import { ofRequest } from '../privacy/places.ts'

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
  const { act } = c.var
  const asked: Asked = { id: requestId, route, bodyHash: await hashOfBody(c) }
  let kept: Promise<unknown> = Promise.resolve()
  try {
    await inTurn(targetOf(route), () =>
      act.db.transaction(async tx => {
        if (!(await isFirst(tx, c, asked))) {
          c.res = await firstAnswer(tx, c, asked)
          return
        }
        c.set('act', { ...act, db: tx })
        await next()
        if (c.res.status >= 400) throw ROLL_BACK
        const body = c.res.status === 204 ? null : await c.res.clone().text()
        // Waited for together with the commit, which goes out behind it and undoes everything where it fails.
        kept = keepAnswer(tx, c, requestId, body, replaySeconds)
        kept.catch(() => undefined)
      }),
    )
    await kept
  } catch (cause) {
    if (cause !== ROLL_BACK) throw cause
    return
  } finally {
    c.set('act', act)
  }
  c.var.deps.feed.wake()
}

/** The id the phone made for this change. */
export function requestIdOf(c: Context<AppEnv>): string {
  const parsed = v.safeParse(RequestId, c.req.header('idempotency-key'))
  if (!parsed.success) throw new DomainError('request_id_missing')
  return parsed.output
}

const newRequest = statement('take_request_id', (db, name) =>
  db
    .insert(requests)
    .values(placeholdersOf('id', 'staffId', 'route', 'bodyHash', 'at'))
    .onConflictDoNothing()
    .returning({ id: requests.id })
    .prepare(name),
)

/** What makes a request the same one when it comes again. */
interface Asked {
  id: string
  route: string
  /** Null for what is no JSON, such as a file. */
  bodyHash: string | null
}

/** Of what was said, not of how it was spaced; keyed, since what was said may be a number somebody could try. */
async function hashOfBody(c: Context<AppEnv>): Promise<string | null> {
  if (!c.req.header('content-type')?.startsWith('application/json')) return null
  const text = await c.req.text()
  return c.var.deps.sealer.hash('request_body', respaced(text))
}

function respaced(text: string): string {
  try {
    return JSON.stringify(JSON.parse(text === '' ? '{}' : text))
  } catch {
    return text
  }
}

async function isFirst(tx: Db, c: Context<AppEnv>, asked: Asked): Promise<boolean> {
  const made = await newRequest(tx).execute({ ...asked, staffId: c.var.act.member.staffId, at: c.var.deps.clock() })
  return made.length === 1
}

async function firstAnswer(tx: Db, c: Context<AppEnv>, { id, route, bodyHash }: Asked): Promise<Response> {
  const [first] = await tx.select().from(requests).where(eq(requests.id, id))
  if (!first || first.staffId !== c.var.act.member.staffId || first.route !== route) {
    throw new DomainError('request_id_reused')
  }
  // A request of before an upgrade has no hash.
  if (first.bodyHash !== null && bodyHash !== first.bodyHash) throw new DomainError('request_id_reused')
  if (first.replayUntil !== null && first.replayUntil <= c.var.deps.clock()) throw new DomainError('answer_expired')
  const headers = { 'content-type': 'application/json', 'idempotency-replayed': 'true' }
  const body = first.bodySealed === null ? null : c.var.deps.sealer.open(first.bodySealed, ofRequest(first))
  const status = (first.status ?? 204) as StatusCode // as `keepAnswer` found it
  return c.newResponse(body, status, headers)
}

/** Whether this request was answered before: nothing of it is to be done again, outside the database either. */
export async function isRepeat(c: Context<AppEnv>): Promise<boolean> {
  const known = await c.var.act.db
    .select({ id: requests.id })
    .from(requests)
    .where(eq(requests.id, requestIdOf(c)))
  return known.length > 0
}

const answerOfRequest = statement('keep_answer', (db, name) =>
  db
    .update(requests)
    .set(placeholdersOf('status', 'replayUntil', 'bodySealed'))
    .where(eq(requests.id, sql.placeholder('id')))
    .prepare(name),
)

/** The answer may hold a dialled number, so it is sealed like any other personal value. */
function keepAnswer(tx: Db, c: Context<AppEnv>, id: string, body: string | null, replaySeconds?: number) {
  const now = c.var.deps.clock()
  const replayUntil = replaySeconds === undefined ? null : new Date(now.getTime() + replaySeconds * 1000)
  const bodySealed = body === null ? null : c.var.deps.sealer.seal(body, ofRequest({ id }))
  return answerOfRequest(tx).execute({ id, status: c.res.status, replayUntil, bodySealed })
}
