import { sql, type SQL } from 'drizzle-orm'
import type { Db } from './db.ts'

const kept = new WeakMap<object, Map<string, unknown>>()

/**
 * A statement of a hot path, built once for each session (the database, or one connection with all its transactions)
 * and planned once for each connection. `name` must tell statements apart that differ in their text.
 */
export function prepared<Statement>(db: Db, name: string, build: (name: string) => Statement): Statement {
  const { session } = db._
  const statements = kept.get(session) ?? new Map<string, unknown>()
  kept.set(session, statements)
  const known = statements.get(name)
  if (known !== undefined) return known as Statement // what is kept under a name was built by its own caller
  const statement = build(name)
  statements.set(name, statement)
  return statement
}

/** A placeholder for each of these columns, named like it; the driver writes what is put in its place. */
export function placeholdersOf<Column extends string>(...columns: Column[]): Record<Column, SQL> {
  const entries = columns.map(column => [column, sql`${sql.placeholder(column)}`])
  return Object.fromEntries(entries) as Record<Column, SQL> // an entry for each column
}
