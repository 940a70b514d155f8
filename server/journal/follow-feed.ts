import type { EventFeed, FeedItem } from '../ports/event-feed.ts'

/** After this long without an event a reader is told so: a connection without any traffic is taken for dead. */
const QUIET_MS = 15_000

/** What waits for a slow reader; beyond it the reader is told to load afresh. */
const MAX_WAITING = 500

/** What a reader hears: where it begins, then what happens. `reset`: it missed more than can be told, and loads afresh. */
export type Heard = { hello: string } | { item: FeedItem } | 'reset' | 'quiet'

export interface Follower {
  /** Whether an event is told to this reader. */
  concerns(item: FeedItem): boolean
  /** The position of the last event it heard; without it, it begins now. */
  from: string | undefined
  /** Ends it, also while nothing happens. */
  signal: AbortSignal
}

/** The feed as one reader hears it, until it is left: whoever leaves, fails or goes leaves no listener behind. */
export async function* followFeed(feed: EventFeed, { concerns, from, signal }: Follower): AsyncGenerator<Heard> {
  const waiting = createWaiting()
  const unsubscribe = feed.subscribe(item => {
    if (concerns(item)) waiting.add(item)
  })
  signal.addEventListener('abort', waiting.ring)
  try {
    const position = await feed.ready()
    const missed = from === undefined ? [] : await feed.since(from)
    // With a position a reader cut off before the first event resumes without a gap.
    yield { hello: missed && from ? from : position }
    if (missed) for (const item of missed.filter(concerns)) yield { item }
    else yield 'reset'
    while (!signal.aborted) {
      const heard = waiting.takeAll()
      yield* heard
      if (heard.length === 0 && !(await waiting.somethingWithin(QUIET_MS)) && !signal.aborted) yield 'quiet'
    }
  } finally {
    unsubscribe()
    signal.removeEventListener('abort', waiting.ring)
  }
}

function createWaiting() {
  let waiting: Heard[] = []
  let ring = () => {}
  return {
    ring: () => ring(),
    add(item: FeedItem) {
      if (waiting.length < MAX_WAITING) waiting.push({ item })
      else waiting = ['reset']
      ring()
    },
    takeAll() {
      const all = waiting
      waiting = []
      return all
    },
    /** Whether something came, or somebody rang, before that time was over. */
    async somethingWithin(ms: number): Promise<boolean> {
      if (waiting.length > 0) return true
      return new Promise(resolve => {
        const timer = setTimeout(() => resolve(false), ms)
        ring = () => {
          clearTimeout(timer)
          resolve(true)
        }
      })
    },
  }
}
