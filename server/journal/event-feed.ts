import type { StreamEvent } from '../../contract/stream.ts'
import type { Db } from '../db/db.ts'
import type { EventFeed, FeedListener } from '../ports/event-feed.ts'
import { readEventsAfter, readEventsFrom, readSnapshot, type Snapshot } from './read-events.ts'

/** Under load the database is read, and the other processes told, once for what many commits wrote meanwhile. */
const LULL_MS = 20

/** More than this is cheaper to load afresh than to replay. */
const MAX_REPLAY = 2000

export function createEventFeed(db: Db, announce: () => Promise<void>, onError: (cause: unknown) => void): EventFeed {
  const listeners = new Set<FeedListener>()
  /** What was visible at the last look: all of it was told. */
  let seen: Snapshot | null = null
  let running: Promise<void> | null = null
  let again = false
  let untold = false
  /** Of the last look; null where it succeeded. */
  let failure: unknown = null
  let markReady = (_position: string) => {}
  const ready = new Promise<string>(resolve => (markReady = resolve))

  async function pull(): Promise<void> {
    if (seen === null) {
      seen = await readSnapshot(db)
    } else {
      const { snapshot, events } = await readEventsAfter(db, seen)
      seen = snapshot
      for (const event of events) tell(event, snapshot.xmin)
    }
    markReady(seen.xmin)
  }

  function tell(event: StreamEvent, position: string): void {
    for (const listener of listeners) listener({ event, position })
  }

  async function look(): Promise<void> {
    failure = null
    await pull().catch((cause: unknown) => {
      failure = cause
      onError(cause)
    })
  }

  async function run(): Promise<void> {
    do {
      again = false
      await Promise.all([look(), tellOthers().catch(onError)])
      if (again) await new Promise(resolve => setTimeout(resolve, LULL_MS))
    } while (again)
    running = null
  }

  async function tellOthers(): Promise<void> {
    if (!untold) return
    untold = false
    await announce()
  }

  function wake(origin: 'here' | 'elsewhere' = 'here'): void {
    again = true
    if (origin === 'here') untold = true
    running ??= run()
  }

  return {
    ready: async () => seen?.xmin ?? ready,
    subscribe(listener) {
      listeners.add(listener)
      if (seen === null) wake('elsewhere')
      return () => listeners.delete(listener)
    },
    wake,
    async since(from) {
      if (!/^\d{1,20}$/.test(from)) return null
      // Asked first: a number beyond all transactions is none PostgreSQL would compare with.
      if (BigInt(from) > BigInt((await readSnapshot(db)).xmin)) return null
      const { snapshot, events } = await readEventsFrom(db, from, MAX_REPLAY + 1)
      if (events.length > MAX_REPLAY) return null
      return events.map(event => ({ event, position: snapshot.xmin }))
    },
    async settled() {
      wake('elsewhere')
      await running
      if (failure !== null) throw new Error('the events could not be read', { cause: failure })
    },
  }
}
