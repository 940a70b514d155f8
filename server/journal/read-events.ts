import { sql, type SQL } from 'drizzle-orm'
import type { EventKind, StreamEvent } from '../../contract/stream.ts'
import { only, rowsOf, type Db } from '../db/db.ts'

/** Written by the thousand; phones are told of the batch instead. */
const NOT_STREAMED: readonly EventKind[] = ['task_created']

/**
 * What a statement sees, in transaction ids: everything before `xmin`, and of what is before `xmax` all but `inProgress`.
 * Two of them one after the other say exactly which events became visible in between.
 */
export interface Snapshot {
  xmin: string
  xmax: string
  inProgress: string[]
}

interface Row extends Snapshot, Omit<StreamEvent, 'seq'> {
  seq: number | null
}

const SNAPSHOT = sql`pg_snapshot_xmin(s.now)::text as xmin, pg_snapshot_xmax(s.now)::text as xmax,
  array(select pg_snapshot_xip(s.now)::text) as "inProgress"`

export async function readSnapshot(db: Db): Promise<Snapshot> {
  return only(await rowsOf<Snapshot>(db, sql`select ${SNAPSHOT} from (select pg_current_snapshot() as now) s`))
}

/** The events that have become visible since, oldest first, and what is visible now. */
export function readEventsAfter(db: Db, { xmax, inProgress }: Snapshot) {
  return readEvents(db, sql`(xid >= ${xmax}::xid8 or xid = any(${sql.param(inProgress)}::xid8[]))`, null)
}

/** The events of this transaction and those after it, oldest first, at most `limit`. */
export function readEventsFrom(db: Db, position: string, limit: number) {
  return readEvents(db, sql`xid >= ${position}::xid8`, limit)
}

/** One statement, so that snapshot and rows belong together; with no event the one row has no `seq`. */
async function readEvents(db: Db, which: SQL, limit: number | null) {
  const rows = await rowsOf<Row>(
    db,
    sql`
      select ${SNAPSHOT}, e.seq, e.kind, e.task_id as "taskId",
        to_char(e.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as at,
        e.task_version as "taskVersion", e.batch_id as "batchId", e.unit_id as "unitId", e.staff_id as "staffId"
      from (select pg_current_snapshot() as now) s left join lateral (
        select * from events where ${which} and kind <> all(${sql.param(NOT_STREAMED)}::text[])
        order by seq limit ${limit}
      ) e on true
      order by e.seq`,
  )
  const [first] = rows
  if (!first) throw new Error('a snapshot always has a row')
  const { xmin, xmax, inProgress } = first
  return { snapshot: { xmin, xmax, inProgress }, events: rows.flatMap(eventOf) }
}

function eventOf({ seq, kind, at, taskId, taskVersion, batchId, unitId, staffId }: Row): StreamEvent[] {
  return seq === null ? [] : [{ seq, kind, at, taskId, taskVersion, batchId, unitId, staffId }]
}
