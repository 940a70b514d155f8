import { Hono } from 'hono'
import { streamSSE, type SSEStreamingApi } from 'hono/streaming'
import { StreamEvent } from '../../contract/stream.ts'
import { unitsBelow } from '../access/units-below.ts'
import type { Act } from '../act.ts'
import type { AppEnv } from '../http/app-env.ts'
import { ANY_ROLE, read } from '../http/endpoint.ts'
import { followFeed, type Heard } from '../journal/follow-feed.ts'
import type { FeedItem } from '../ports/event-feed.ts'
import { MINUTE_MS } from '../../domain/time/lengths.ts'

/** A stream ends by itself after this; the phone reconnects, and a session that has ended stays out. */
const STREAM_LIFE_MS = 10 * MINUTE_MS

export const streamRoutes = new Hono<AppEnv>().get(
  '/stream',
  read({
    summary: 'Events of the own units as they happen (server-sent events, resumes by Last-Event-ID)',
    roles: ANY_ROLE,
    answer: StreamEvent,
  }),
  async c => {
    const { feed, log, metrics } = c.var.deps
    const concerns = await concernOf(c.var.act)
    const from = c.req.header('last-event-id')
    c.header('x-accel-buffering', 'no')
    return streamSSE(c, async stream => {
      const gone = new AbortController()
      stream.onAbort(() => gone.abort())
      const closed = metrics?.streamOpened()
      const endsAt = Date.now() + STREAM_LIFE_MS
      try {
        for await (const heard of followFeed(feed, { concerns, from, signal: gone.signal })) {
          await send(stream, heard)
          if (Date.now() >= endsAt) break
        }
      } catch (cause) {
        // The phone reconnects; what it missed is told then.
        log('error', 'stream failed', { error: cause instanceof Error ? cause.name : 'unknown' })
      } finally {
        closed?.()
      }
    })
  },
)

async function send(stream: SSEStreamingApi, heard: Heard): Promise<void> {
  if (heard === 'reset') return stream.writeSSE({ event: 'reset', data: '{}' })
  if (heard === 'quiet') return void (await stream.write(': still here\n\n'))
  if ('hello' in heard) return stream.writeSSE({ id: heard.hello, event: 'hello', data: '{}' })
  const { event, position } = heard.item
  return stream.writeSSE({ id: position, event: event.kind, data: JSON.stringify(event) })
}

/** Events of the units the member works for and of all units below them, and those about the member's own roles. */
async function concernOf({ db, member }: Act): Promise<(item: FeedItem) => boolean> {
  const units = new Set(await unitsBelow(db, member))
  return ({ event }) => (event.unitId === null ? event.staffId === member.staffId : units.has(event.unitId))
}
