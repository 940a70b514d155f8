import type { Context } from 'hono'
import * as v from 'valibot'
import { Id } from '../../contract/common.ts'
import type { AppEnv } from '../http/app-env.ts'
import { DomainError } from '../errors.ts'
import { equalInConstantTime } from '../privacy/random.ts'

/** How far the sender's clock may be from ours, in either direction. */
const CLOCK_SECONDS = 300

export interface Delivery {
  /** The sender's own id of this delivery. */
  id: string
  body: unknown
}

/**
 * The body of a feed, if it was signed with the feed's key: HMAC-SHA-256 over `<timestamp>.<body>` as it came.
 * @throws DomainError `feed_not_configured`, `feed_signature_wrong`, `feed_delivery_missing`, `invalid_input`
 */
export async function readDelivery(c: Context<AppEnv>): Promise<Delivery> {
  const { config, clock } = c.var.deps
  if (!config.feedKey) throw new DomainError('feed_not_configured')
  const timestamp = c.req.header('x-hecha-timestamp') ?? ''
  const given = c.req.header('x-hecha-signature') ?? ''
  const isFresh = /^\d{1,12}$/.test(timestamp) && isNear(Number(timestamp), clock())
  // What nobody can have signed is not read.
  if (!isFresh || !/^sha256=[0-9a-f]{64}$/.test(given)) throw new DomainError('feed_signature_wrong')
  const body = new Uint8Array(await c.req.arrayBuffer())
  const right = await sign(config.feedKey, timestamp, body)
  if (!equalInConstantTime(given, right)) throw new DomainError('feed_signature_wrong')
  const id = v.safeParse(Id, c.req.header('x-hecha-delivery'))
  if (!id.success) throw new DomainError('feed_delivery_missing')
  return { id: id.output, body: parse(body) }
}

const isNear = (seconds: number, now: Date) => Math.abs(seconds - now.getTime() / 1000) <= CLOCK_SECONDS

/** `sha256=<hex>`, as the sender puts it into `X-Hecha-Signature`. */
export async function sign(key: string, timestamp: string, body: Uint8Array<ArrayBuffer>): Promise<string> {
  const encoder = new TextEncoder()
  const algorithm = { name: 'HMAC', hash: 'SHA-256' }
  const secret = await crypto.subtle.importKey('raw', encoder.encode(key), algorithm, false, ['sign'])
  const head = encoder.encode(`${timestamp}.`)
  const message = new Uint8Array(head.length + body.length)
  message.set(head)
  message.set(body, head.length)
  const signature = new Uint8Array(await crypto.subtle.sign('HMAC', secret, message))
  return `sha256=${Array.from(signature, byte => byte.toString(16).padStart(2, '0')).join('')}`
}

function parse(body: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(body))
  } catch (cause) {
    throw new DomainError('invalid_input', { fields: [{ path: '', problem: 'no JSON' }] }, { cause })
  }
}
