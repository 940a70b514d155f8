import type { Context } from 'hono'
import * as v from 'valibot'
import { ErrorBody } from '../../contract/errors.ts'
import { WAITING_CHANGES, WAITS_HOURS, type SealedChange, type WaitingChange } from '../../contract/outbox.ts'
import { HOUR_MS } from '../../domain/time/lengths.ts'
import { DomainError, errorBody } from '../errors.ts'
import type { AppEnv } from '../http/app-env.ts'
import { sendLate } from '../http/late-request.ts'

export type Applied = { answer: unknown } | { refusal: ErrorBody }

/** Tried again by the phone: nothing was said about the change itself. */
const PASSING = new Set([401, 429, 502, 503, 504])

/**
 * Runs a change that had waited through its own endpoint, as the member who made it and at the time it was made. A clock
 * ahead of ours is brought back to now.
 * @throws DomainError of an answer that says nothing about the change itself, so that the phone keeps it
 */
export async function applyLate(c: Context<AppEnv>, sealed: SealedChange, change: WaitingChange): Promise<Applied> {
  const now = c.var.act.clock()
  const at = new Date(Math.min(Date.parse(sealed.at), now.getTime()))
  if (now.getTime() - at.getTime() > WAITS_HOURS * HOUR_MS)
    return { refusal: errorBody(new DomainError('waited_too_long')) }
  const response = await sendLate(c, requestOf(c, sealed, change), at)
  const body: unknown = await response.json().catch(() => null)
  if (response.ok) return { answer: body }
  const refusal = v.parse(ErrorBody, body)
  if (PASSING.has(response.status)) throw new DomainError(refusal.code)
  return { refusal }
}

/** The same request the phone would have sent, from the same browser. */
function requestOf(c: Context<AppEnv>, { requestId, kind }: SealedChange, { ids, body }: WaitingChange): Request {
  const { method, path } = WAITING_CHANGES[kind]
  const address = path.replace(/:(\w+)/g, (_, name: string) => encodeURIComponent(ids[name] ?? ''))
  const headers = new Headers({ 'content-type': 'application/json', 'idempotency-key': requestId })
  for (const name of ['cookie', 'origin', 'sec-fetch-site', 'x-forwarded-for']) {
    const value = c.req.header(name)
    if (value !== undefined) headers.set(name, value)
  }
  return new Request(new URL(`/api${address}`, c.req.url), { method, headers, body: JSON.stringify(body ?? {}) })
}
