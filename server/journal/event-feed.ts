import { sql } from 'drizzle-orm'
import type { EventKind, StreamEvent } from '../../contract/stream.ts'
import { only, rowsOf, type Db } from '../db/db.ts'
import type { EventFeed, FeedListener } from '../ports/event-feed.ts'

/** Written by the thousand; phones are told of the batch instead. */
const NOT_STREAMED: readonly EventKind[] = ['task_created']

interface EventRow extends StreamEvent {
  horizon: string
}

/** Under load the database is read, and the other processes told, once for what many commits wrote meanwhile. */
const LULL_MS = 20

/** More than this is cheaper to load afresh than to replay. */
const MAX_REPLAY = 2000

export function createEventFeed(db: Db, announce: () => Promise<void>, onError: (cause: unknown) => void): EventFeed {
  const listeners = new Set<FeedListener>()
  /** Events at or after `position` that were delivered already. */
  let delivered = new Set<number>()
  let position: string | null = null
  let running: Promise<void> | null = null
  let again = false
  let untold = false
  let markReady = (_position: string) => {}
  const ready = new Promise<string>(resolve => (markReady = resolve))

  async function pull(): Promise<void> {
    const from = position ?? (await readHorizon(db))
    const rows = await readEvents(db, from, null)
    position = rows[0]?.horizon ?? from
    markReady(position)
    const fresh = rows.filter(row => row.seq !== null && !delivered.has(row.seq))
    delivered = new Set(rows.filter(row => row.seq !== null).map(row => row.seq))
    for (const { horizon, ...event } of fresh) for (const listener of listeners) listener({ event, position: horizon })
  }

  async function run(): Promise<void> {
    do {
      again = false
      await Promise.all([pull().catch(onError), tellOthers().catch(onError)])
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
    ready: async () => position ?? ready,
    subscribe(listener) {
      listeners.add(listener)
      if (position === null) wake('elsewhere')
      return () => listeners.delete(listener)
    },
    wake,
    async since(from) {
      if (!/^\d{1,20}$/.test(from)) return null
      const horizon = await readHorizon(db)
      if (BigInt(from) > BigInt(horizon)) return null
      const rows = await readEvents(db, from, MAX_REPLAY + 1)
      if (rows.length > MAX_REPLAY) return null
      return rows.filter(row => row.seq !== null).map(({ horizon: at, ...event }) => ({ event, position: at }))
    },
    async settled() {
      wake('elsewhere')
      await running
    },
  }
}

async function readHorizon(db: Db): Promise<string> {
  const rows = await rowsOf<{ horizon: string }>(
    db,
    sql`select pg_snapshot_xmin(pg_current_snapshot())::text as horizon`,
  )
  return only(rows).horizon
}

/** One statement, so that the horizon and the rows are of the same snapshot; with no event the one row has no `seq`. */
function readEvents(db: Db, from: string, limit: number | null): Promise<EventRow[]> {
  return rowsOf<EventRow>(
    db,
    sql`
      select pg_snapshot_xmin(pg_current_snapshot())::text as horizon, e.seq, e.kind, e.task_id as "taskId",
        to_char(e.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as at,
        e.task_version as "taskVersion", e.batch_id as "batchId", e.unit_id as "unitId", e.staff_id as "staffId"
      from (select 1) as always left join lateral (
        select * from events
        where xid >= ${from}::xid8 and kind <> all(${sql.param(NOT_STREAMED)}::text[])
        order by seq limit ${limit}
      ) e on true
      order by e.seq`,
  )
}
