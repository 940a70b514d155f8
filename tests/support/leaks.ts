import { sql } from 'drizzle-orm'
import { expect } from 'vitest'
import { rowsOf } from '../../server/db/db.ts'
import type { TestApp } from './app.ts'

/**
 * Fails where a log line or any row of the database holds a clear value of a resident the test made up. Values typed in
 * the course of a test are added to `app.clearValues`.
 */
export async function expectNoLeaks(app: TestApp): Promise<void> {
  await app.deps.feed.settled()
  const places = [...app.logged.map(line => `log: ${line}`), ...(await allRows(app))]
  const leaks = [...app.clearValues].flatMap(value => places.filter(place => place.includes(value)))
  expect(leaks).toEqual([])
}

async function allRows({ deps: { db } }: TestApp): Promise<string[]> {
  const tables = await rowsOf<{ name: string }>(
    db,
    sql`select tablename as name from pg_tables where schemaname = 'public'`,
  )
  const each = tables.map(
    ({ name }) => sql`select ${name}::text || ': ' || t::text as row from ${sql.identifier(name)} t`,
  )
  const rows = await rowsOf<{ row: string }>(db, sql.join(each, sql` union all `))
  return rows.map(({ row }) => row)
}
