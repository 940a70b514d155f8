import { sql } from 'drizzle-orm'
import type { Pool } from 'pg'
import { only, rowsOf, type Db } from '../../db/db.ts'
import type { Readings } from './create-metrics.ts'

/** Ages and counts of the whole installation, and the connections of this process. */
export async function readCity(db: Db, pool: Pool): Promise<Readings> {
  const rows = await rowsOf<Readings>(
    db,
    sql`
      select q.messages as queue_messages,
        (select count(*)::int from outgoing_messages where state = 'unknown') as queue_unknown, q.age as queue_age_seconds,
        extract(epoch from now() - (select at from events order by seq desc limit 1))::float8 as event_age_seconds,
        extract(epoch from now() - (select max(received_at) from test_results))::float8 as lab_feed_age_seconds,
        (select count(*)::int from audit_entries where at > now() - interval '1 hour') as looks_last_hour
      from (select count(*)::int as messages, coalesce(extract(epoch from now() - min(queued_at)), 0)::float8 as age
        from outgoing_messages where state in ('queued', 'sending')) q`,
  )
  return {
    ...only(rows),
    pool_connections: pool.totalCount,
    pool_idle: pool.idleCount,
    pool_waiting: pool.waitingCount,
  }
}
