import { sql, type SQL } from 'drizzle-orm'
import type { PgDatabase, PgQueryResultHKT } from 'drizzle-orm/pg-core'
import type * as schema from './schema/index.ts'

/** A database or a transaction on it; the same on PostgreSQL and, in the browser, on PGlite. */
export type Db = PgDatabase<PgQueryResultHKT, typeof schema>

/** Rows of a hand-written query. Both drivers answer with `rows`; the caller names the shape it selected. */
export async function rowsOf<T>(db: Db, query: SQL): Promise<T[]> {
  const result = (await db.execute(query)) as unknown as { rows: T[] }
  return result.rows
}

/** The one row a query must give. */
export function only<T>(rows: readonly T[]): T {
  const [row] = rows
  if (row === undefined) throw new Error('expected a row')
  return row
}

/** Fails where the database does not answer. */
export async function ping(db: Db): Promise<void> {
  await db.execute(sql`select 1`)
}
