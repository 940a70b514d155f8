import { sql, type SQL } from 'drizzle-orm'
import type { Db } from './db.ts'

const names = new Set<string>()

/**
 * A statement of a hot path, to be defined once, where its module is loaded: `const findUnit = statement('find_unit', …)`,
 * then `findUnit(db).execute({ … })`. It is built once for each session (the database, or one connection with all its
 * transactions) and planned once for each connection, under its name.
 * @throws Error for a name that another statement has: the connection would answer with that one's rows
 */
export function statement<Statement>(name: string, build: (db: Db, name: string) => Statement): (db: Db) => Statement {
  if (names.has(name)) throw new Error(`two statements are named ${name}`)
  names.add(name)
  const built = new WeakMap<object, { statement: Statement }>()
  return db => {
    const { session } = db._
    const known = built.get(session)
    if (known) return known.statement
    const fresh = build(db, name)
    built.set(session, { statement: fresh })
    return fresh
  }
}

/** A placeholder for each of these columns, named like it; the driver writes what is put in its place. */
export function placeholdersOf<Column extends string>(...columns: Column[]): Record<Column, SQL> {
  const entries = columns.map(column => [column, sql`${sql.placeholder(column)}`])
  return Object.fromEntries(entries) as Record<Column, SQL> // an entry for each column
}
