import type { Pool } from 'pg'
import { EmbeddedPostgresError, startEmbeddedPostgres, type EmbeddedPostgres, type Remedy } from 'postgres-child'
import { takeShare } from './connection-budget.ts'
import { createPool, POOL_SIZE, type PoolOptions } from './create-pool.ts'
import { migrateDatabase } from './migrations.ts'
import { waitForDatabase } from './wait-for-database.ts'

export { listen } from './listen.ts'

export interface DatabaseOptions {
  /** A server of one's own; without it the embedded one runs in `dataDir`. */
  databaseUrl?: string | undefined
  dataDir: string
  log: (message: string) => void
  pool?: PoolOptions
  /** Bring it to the version of this program first; the default. */
  migrated?: boolean
}

export interface Database {
  pool: Pool
  url: string
  /** Ends the pool, then leaves the embedded server, which stops when nobody else uses it. */
  close(): Promise<void>
}

/** Opens the database, migrated to the last file; for a server (`pool.processId`) within what connections are left. */
export async function openDatabase({ databaseUrl, dataDir, log, ...options }: DatabaseOptions): Promise<Database> {
  const server = databaseUrl ? null : await startOwn(dataDir, log)
  const url = databaseUrl ?? server?.url ?? ''
  const pool = await prepare(url, log, options).catch(async (cause: unknown) => {
    await server?.stop()
    throw cause
  })
  const close = async () => {
    await pool.end()
    await server?.stop()
  }
  return { pool, url, close }
}

async function prepare(
  url: string,
  log: DatabaseOptions['log'],
  { pool = {}, migrated = true }: Pick<DatabaseOptions, 'pool' | 'migrated'>,
): Promise<Pool> {
  await waitForDatabase(url, log)
  if (migrated) for (const name of await migrateDatabase(url)) log(`applied migration ${name}`)
  const { processId, size: wanted = POOL_SIZE } = pool
  if (processId === undefined) return createPool(url, log, pool)
  return createPool(url, log, { ...pool, size: await takeShare(url, { processId, wanted, say: log }) })
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
