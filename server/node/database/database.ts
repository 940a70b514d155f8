import { Pool, types, type PoolConfig } from 'pg'
import { EmbeddedPostgresError, startEmbeddedPostgres, type EmbeddedPostgres, type Remedy } from 'postgres-child'
import { migrateDatabase } from './migrations.ts'

export { listen } from './listen.ts'

export interface DatabaseOptions {
  /** A server of one's own; without it the embedded one runs in `dataDir`. */
  databaseUrl?: string | undefined
  dataDir: string
  log: (message: string) => void
  /** Connections at most; a PostgreSQL server takes 100 of all its clients by default. */
  poolSize?: number
}

export interface Database {
  pool: Pool
  url: string
  /** Ends the pool, then leaves the embedded server, which stops when nobody else uses it. */
  close(): Promise<void>
}

const POOL_SIZE = 20
const INT8 = 20

// `count(*)` and other int8 arrive as strings in pg but as numbers in PGlite; none of ours passes 2^53.
types.setTypeParser(INT8, Number)

/** Opens the database, migrated to the last file. */
export async function openDatabase({ databaseUrl, dataDir, log, poolSize }: DatabaseOptions): Promise<Database> {
  const server = databaseUrl ? null : await startOwn(dataDir, log)
  const url = databaseUrl ?? server?.url ?? ''
  try {
    for (const name of await migrateDatabase(url)) log(`applied migration ${name}`)
  } catch (cause) {
    await server?.stop()
    throw cause
  }
  const pool = createPool(url, log, poolSize)
  const close = async () => {
    await pool.end()
    await server?.stop()
  }
  return { pool, url, close }
}

/** Names the setting that helps where the embedded server cannot run. */
const ADVICE: Readonly<Record<Remedy, string>> = {
  'another-server': '请设置 DATABASE_URL 使用已有的 PostgreSQL / set DATABASE_URL to a PostgreSQL server',
  'another-directory': '可用 HECHA_DATA 换一个目录 / HECHA_DATA names another directory',
}

async function startOwn(dataDir: string, log: (message: string) => void): Promise<EmbeddedPostgres> {
  try {
    return await startEmbeddedPostgres({ dataDir, name: 'hecha', log })
  } catch (cause) {
    if (!(cause instanceof EmbeddedPostgresError) || cause.remedy === null) throw cause
    throw new Error(`${cause.message}\n${ADVICE[cause.remedy]}`, { cause })
  }
}

/**
 * A pool that outlives its server: a lost connection is dropped and the next query opens a new one. Without these
 * listeners the loss of an idle connection, or of one in the middle of a transaction, would end the process.
 */
export function createPool(url: string, log: (message: string) => void, poolSize = POOL_SIZE): Pool {
  const settings: PoolConfig & { pipeline: boolean } = {
    connectionString: url,
    max: poolSize,
    connectionTimeoutMillis: 5_000,
    idleTimeoutMillis: 30_000,
    statement_timeout: 30_000,
    keepAlive: true,
    application_name: 'hecha',
    // What is asked at once within a transaction goes out at once: one way to the server and back instead of several.
    pipeline: true,
  }
  const pool = new Pool(settings)
  pool.on('error', cause => log(`database connection lost: ${cause.message}`))
  pool.on('connect', client => client.on('error', () => undefined))
  return pool
}
