import type { ExtractTablesWithRelations } from 'drizzle-orm'
import { drizzle, NodePgSession, NodePgTransaction } from 'drizzle-orm/node-postgres'
import { PgDialect } from 'drizzle-orm/pg-core'
import type { Pool, PoolClient } from 'pg'
import type { Db } from '../../db/db.ts'
import * as schema from '../../db/schema/index.ts'

const SETTINGS = { schema, casing: 'snake_case' } as const

type Tables = ExtractTablesWithRelations<typeof schema>
type Transaction = Parameters<Parameters<Db['transaction']>[0]>[0]

/**
 * The database behind a pool. Transactions differ from the library's own in two ways that cost nothing but time there:
 * those on one connection share one handle, so that `prepared` finds its statements again in the next, and `begin` goes
 * out together with the first statement.
 */
export function openDb(pool: Pool): Db {
  const db = drizzle(pool, SETTINGS)
  const dialect = new PgDialect(SETTINGS)
  const { schema: tables, fullSchema, tableNamesMap } = db._
  const relations = tables && { schema: tables, fullSchema, tableNamesMap }
  const handles = new WeakMap<PoolClient, Transaction>()

  function handleOf(client: PoolClient): Transaction {
    const known = handles.get(client)
    if (known) return known
    const session = new NodePgSession<typeof schema, Tables>(client, dialect, relations)
    const handle = new NodePgTransaction<typeof schema, Tables>(dialect, session, relations)
    handles.set(client, handle)
    return handle
  }

  const transaction: Db['transaction'] = async work => {
    const client = await pool.connect()
    return inTransaction(client, () => work(handleOf(client)))
  }
  return Object.assign(db, { transaction })
}

/** Gives the connection back at the end; one on which not even `rollback` gets through is closed instead. */
async function inTransaction<T>(client: PoolClient, work: () => Promise<T>): Promise<T> {
  // Not waited for: on a connection that cannot begin, the statement behind it fails as well.
  client.query('begin').catch(() => undefined)
  let broken: Error | undefined
  try {
    const result = await work()
    await client.query('commit')
    return result
  } catch (cause) {
    await client.query('rollback').catch((failure: unknown) => (broken = reasonOf(cause, failure)))
    throw cause
  } finally {
    client.release(broken)
  }
}

/** Why a connection is closed: what went wrong on it first, as far as that is an error. */
function reasonOf(cause: unknown, failure: unknown): Error {
  return cause instanceof Error ? cause : new Error('the connection is lost', { cause: failure })
}
