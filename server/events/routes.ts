import { Hono, type Context } from 'hono'
import { streamSSE, type SSEStreamingApi } from 'hono/streaming'
import { StreamEvent } from '../../contract/stream.ts'
import { unitsBelow } from '../access/units-below.ts'
import type { Act } from '../act.ts'
import type { AppEnv } from '../http/app-env.ts'
import type { Deps } from '../deps.ts'
import { ANY_ROLE, read } from '../http/endpoint.ts'
import { readSessionCookie } from '../http/session-cookie.ts'
import { followFeed, type Follower, type Heard } from '../journal/follow-feed.ts'
import { ownStreams, type OwnStreams } from '../http/own-streams.ts'
import { concernsSession, endOfSession, streamLifeMs } from '../access/stream-of-session.ts'

export const streamRoutes = new Hono<AppEnv>().get(
  '/stream',
  read({
    summary:
      'Events of the own units as they happen (server-sent events, resumes by Last-Event-ID); `ended` says that the session is over',
    roles: ANY_ROLE,
    answer: StreamEvent,
  }),
  async c => {
    const concerns = await concernOf(c.var.act)
    c.header('x-accel-buffering', 'no')
    return streamSSE(c, async stream => {
      const closed = c.var.deps.metrics?.streamOpened()
      try {
        await tellFeed(c, stream, concerns)
        const ended = stream.aborted ? null : await ending(c)
        if (ended) await stream.writeSSE({ event: 'ended', data: JSON.stringify(ended) })
      } catch (cause) {
        // The phone reconnects; what it missed is told then.
        c.var.deps.log('error', 'stream failed', { error: cause instanceof Error ? cause.name : 'unknown' })
      } finally {
        closed?.()
      }
    })
  },
)

/**
 * Tells what happens until the phone goes, the time is over, or something happened to the member's own session or roles: what
 * may be told is then another thing, and whoever is still in comes back for it. Where it began, and after a gap, nobody had listened
 * for that: the session is looked at.
 */
async function tellFeed(c: Context<AppEnv>, stream: SSEStreamingApi, concerns: Follower['concerns']): Promise<void> {
  const { feed, clock } = c.var.deps
  const { member } = c.var.act
  const gone = new AbortController()
  stream.onAbort(() => gone.abort())
  const closed = streamsOf(c.var.deps).open(member.staffId, () => gone.abort())
  const life = setTimeout(() => gone.abort(), streamLifeMs(member, clock()))
  const from = c.req.header('last-event-id')
  try {
    for await (const heard of followFeed(feed, { concerns, from, signal: gone.signal })) {
      await send(stream, heard)
      if (heard === 'quiet') continue
      if (typeof heard === 'object' && 'item' in heard ? concernsSession(heard.item, member) : await ending(c)) return
    }
  } finally {
    clearTimeout(life)
    closed()
  }
}

/** Of one process: each counts its own, as it has its own memory. */
const streams = new WeakMap<Deps, OwnStreams>()

function streamsOf(deps: Deps): OwnStreams {
  const known = streams.get(deps) ?? ownStreams()
  streams.set(deps, known)
  return known
}

const ending = (c: Context<AppEnv>) => endOfSession(c.var.deps, readSessionCookie(c) ?? '')

async function send(stream: SSEStreamingApi, heard: Heard): Promise<void> {
  if (heard === 'reset') return stream.writeSSE({ event: 'reset', data: '{}' })
  if (heard === 'quiet') return void (await stream.write(': still here\n\n'))
  if ('hello' in heard) return stream.writeSSE({ id: heard.hello, event: 'hello', data: '{}' })
  const { event, position } = heard.item
  return stream.writeSSE({ id: position, event: event.kind, data: JSON.stringify(event) })
}

/** Events of the units the member works for and of all units below them, and those about the member's own roles. */
async function concernOf({ db, member }: Act): Promise<Follower['concerns']> {
  const units = new Set(await unitsBelow(db, member))
  return ({ event }) => (event.unitId === null ? event.staffId === member.staffId : units.has(event.unitId))
}
