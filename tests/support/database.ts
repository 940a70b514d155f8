import { randomUUID } from 'node:crypto'
import { Client, type Pool } from 'pg'
import { inject } from 'vitest'
import { startEmbeddedPostgres, type EmbeddedPostgres } from 'postgres-child'
import { whileLocked } from '../../server/db/locks.ts'
import { createPool } from '../../server/node/database/create-pool.ts'
import { migrateDatabase } from '../../server/node/database/migrations.ts'

export interface TestDatabase {
  url: string
  pool: Pool
  drop(): Promise<void>
}

const TEMPLATE = 'hecha_template'

/**
 * A migrated, empty database for one test file, copied from a template in some 30 ms. Starts the run's server when
 * this is the first file that asks for it, else joins it. Call `drop` in `afterAll`.
 */
export async function createTestDatabase(): Promise<TestDatabase> {
  const { url: serverUrl } = await joinServer()
  const name = `test_${randomUUID().replaceAll('-', '')}`
  await onServer(serverUrl, async client => {
    await ensureTemplate(client, serverUrl)
    await client.query(`create database ${name} template ${TEMPLATE}`)
  })
  const url = withDatabase(serverUrl, name)
  const pool = createPool(url, () => undefined)
  const drop = async () => {
    await pool.end()
    await onServer(serverUrl, client => client.query(`drop database ${name} with (force)`))
  }
  return { url, pool, drop }
}

/** A connection to the run's server, beside every test database; the caller ends it. */
export async function serverConnection(): Promise<Client> {
  const { url } = await joinServer()
  const client = new Client({ connectionString: url })
  await client.connect()
  return client
}

let joined: Promise<EmbeddedPostgres> | null = null

/** The run's server, joined once by each process that runs test files. */
function joinServer(): Promise<EmbeddedPostgres> {
  const options = { dataDir: inject('postgresDir'), name: 'hecha', log: () => undefined, fsync: false }
  return (joined ??= startEmbeddedPostgres(options))
}

/** Empties every table of the project within milliseconds and starts the sequences afresh. */
export async function emptyTables(pool: Pool): Promise<void> {
  const { rows } = await pool.query<{ list: string | null }>(
    `select string_agg(format('%I', tablename), ', ') as list from pg_tables
     where schemaname = 'public' and tablename <> 'schema_migrations'`,
  )
  const list = rows[0]?.list
  if (list) await pool.query(`truncate ${list} restart identity cascade`)
}

async function ensureTemplate(client: Client, serverUrl: string): Promise<void> {
  await whileLocked(client, 'test_template', async () => {
    const known = await client.query('select 1 from pg_database where datname = $1 and datistemplate', [TEMPLATE])
    if (known.rowCount === 0) await makeTemplate(client, serverUrl)
  })
}

/** Marked as a template last, so that a half-made one is made again. */
async function makeTemplate(client: Client, serverUrl: string): Promise<void> {
  await client.query(`drop database if exists ${TEMPLATE} with (force)`)
  await client.query(`create database ${TEMPLATE}`)
  await migrateDatabase(withDatabase(serverUrl, TEMPLATE))
  await client.query(`alter database ${TEMPLATE} is_template true`)
}

async function onServer(url: string, use: (client: Client) => Promise<unknown>): Promise<void> {
  const client = new Client({ connectionString: url })
  await client.connect()
  try {
    await use(client)
  } finally {
    await client.end()
  }
}

function withDatabase(serverUrl: string, database: string): string {
  const url = new URL(serverUrl)
  url.pathname = `/${database}`
  return url.href
}
