import { sql } from 'drizzle-orm'
import { DAY_MS } from '../../domain/time/lengths.ts'
import type { Deps } from '../deps.ts'
import { only, rowsOf } from '../db/db.ts'

/**
 * Whether this machine and the database tell the same day. What is removed for good, because enough days have gone by, is
 * not removed on the word of one clock.
 */
export async function clocksAgree({ db, clock, log }: Pick<Deps, 'db' | 'clock' | 'log'>): Promise<boolean> {
  const { now } = only(await rowsOf<{ now: number }>(db, sql`select extract(epoch from now())::float8 * 1000 as now`))
  const apartMs = Math.abs(clock().getTime() - now)
  if (apartMs < DAY_MS) return true
  log('error', 'nothing is purged: the clocks of this machine and of the database differ', {
    days: Math.round(apartMs / DAY_MS),
  })
  return false
}
