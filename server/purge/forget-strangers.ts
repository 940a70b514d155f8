import { sql, type SQL } from 'drizzle-orm'
import { DAY_MS } from '../../domain/time/lengths.ts'
import type { Work } from '../act.ts'
import { rowsOf } from '../db/db.ts'
import { RETENTION_DAYS } from './purge-batches.ts'
import { namesSomebody } from './people-of.ts'

/** What nobody looked at for this long is no longer asked about after a restart. */
const LOOKED_BACK_DAYS = 60
const AT_ONCE = 5000

/** Rows of feeds, by the table they are in. */
const FEEDS = ['test_results', 'source_facts'] as const

/**
 * Feeds speak of people on no list as well. Returns the job that removes what is older than the retention time and names nobody
 * whose data is held; each row is looked at once by a process. The job answers with how many were removed.
 */
export function strangersForgotten(): (work: Work) => Promise<number> {
  const lookedAt = new Map<string, Date>()
  return async work => {
    const now = work.clock().getTime()
    const until = new Date(now - RETENTION_DAYS * DAY_MS)
    let removed = 0
    for (const table of FEEDS) {
      let from = lookedAt.get(table) ?? new Date(now - LOOKED_BACK_DAYS * DAY_MS)
      for (;;) {
        const { last, gone } = await forgetSome(work, sql.identifier(table), from, until)
        removed += gone
        if (last === null) break
        from = last
      }
      lookedAt.set(table, until)
    }
    return removed
  }
}

/** One step through the rows by when they came; `last` is null where nothing is left. */
async function forgetSome({ db }: Work, table: SQL | ReturnType<typeof sql.identifier>, from: Date, until: Date) {
  const [step] = await rowsOf<{ last: string | null; gone: number }>(
    db,
    sql`
      with seen as (
        select r.id, r.received_at, ${namesSomebody(sql`r`, sql`true`)} as held from ${table} r
        where r.received_at > ${from} and r.received_at <= ${until} order by r.received_at limit ${AT_ONCE}
      ), gone as (delete from ${table} d using seen s where d.id = s.id and not s.held returning 1)
      select (select max(received_at) from seen) as last, (select count(*)::int from gone) as gone`,
  )
  const last = step?.last ?? null
  return { last: last === null ? null : new Date(last), gone: step?.gone ?? 0 }
}
