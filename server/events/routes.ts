import { Hono } from 'hono'
import { streamSSE, type SSEStreamingApi } from 'hono/streaming'
import { ROLES } from '../../contract/staff.ts'
import { StreamEvent } from '../../contract/stream.ts'
import { communitiesOf, type Member } from '../act.ts'
import type { AppEnv } from '../http/app-env.ts'
import { ANY_ROLE, read } from '../http/endpoint.ts'
import type { FeedItem } from '../ports/event-feed.ts'

const KEEP_ALIVE_MS = 15_000

/** A stream ends by itself after this; the phone reconnects, and a session that has ended stays out. */
const STREAM_LIFE_MS = 10 * 60_000

/** What waits for a slow phone; beyond it the phone is told to load afresh. */
const MAX_WAITING = 500

export const streamRoutes = new Hono<AppEnv>().get(
  '/stream',
  read({
    summary: 'Events of the own units as they happen (server-sent events, resumes by Last-Event-ID)',
    roles: ANY_ROLE,
    answer: StreamEvent,
  }),
  c => {
    const { feed } = c.var.deps
    const concerns = concernOf(c.var.act.member)
    c.header('x-accel-buffering', 'no')
    return streamSSE(c, async stream => {
      const waiting: (FeedItem | 'reset')[] = []
      let ring = () => {}
      const unsubscribe = feed.subscribe(item => {
        if (!concerns(item)) return
        if (waiting.length >= MAX_WAITING) waiting.splice(0, waiting.length, 'reset')
        else waiting.push(item)
        ring()
      })
      const position = await feed.ready()
      const lastId = c.req.header('last-event-id')
      const missed = lastId === undefined ? [] : await feed.since(lastId)
      waiting.unshift(...(missed?.filter(concerns) ?? ['reset' as const]))
      // With a position a phone that loses the connection before the first event resumes without a gap.
      await stream.writeSSE({ id: missed && lastId ? lastId : position, event: 'hello', data: '{}' })
      const endsAt = Date.now() + STREAM_LIFE_MS
      stream.onAbort(() => ring())
      while (!stream.aborted && Date.now() < endsAt) {
        for (const item of waiting.splice(0)) await send(stream, item)
        await new Promise<void>(resolve => {
          const timer = setTimeout(resolve, KEEP_ALIVE_MS)
          ring = () => {
            clearTimeout(timer)
            resolve()
          }
          if (waiting.length > 0 || stream.aborted) ring()
        })
        if (waiting.length === 0 && !stream.aborted) await stream.write(': still here\n\n')
      }
      unsubscribe()
    })
  },
)

function send(stream: SSEStreamingApi, item: FeedItem | 'reset'): Promise<void> {
  if (item === 'reset') return stream.writeSSE({ event: 'reset', data: '{}' })
  return stream.writeSSE({ id: item.position, event: item.event.kind, data: JSON.stringify(item.event) })
}

/** Events of communities the member works for, and those about the member's own roles. */
function concernOf(member: Member): (item: FeedItem) => boolean {
  const units = new Set([...communitiesOf(member, ROLES), ...member.grants.map(grant => grant.unitId)])
  return ({ event }) => (event.unitId === null ? event.staffId === member.staffId : units.has(event.unitId))
}
