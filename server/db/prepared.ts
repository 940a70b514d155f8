import type { Db } from './db.ts'

const kept = new WeakMap<Db, Map<string, unknown>>()

/**
 * A statement of a hot path, built once for each database and planned once for each connection. `name` must tell
 * statements apart that differ in their text. Transactions have a handle each, so they use statements built afresh.
 */
export function prepared<Statement>(db: Db, name: string, build: (name: string) => Statement): Statement {
  const statements = kept.get(db) ?? new Map<string, unknown>()
  kept.set(db, statements)
  const known = statements.get(name)
  if (known !== undefined) return known as Statement // what is kept under a name was built by its own caller
  const statement = build(name)
  statements.set(name, statement)
  return statement
}
