import { Pool, types, type PoolClient, type PoolConfig } from 'pg'

export interface PoolOptions {
  /** Connections at most. */
  size?: number
  /** Of the server this is the pool of; tells its connections from others. */
  processId?: string
  /** How long one statement may take, in ms. A person waits; the command line takes its time. */
  patienceMs?: number
}

export const POOL_SIZE = 20
const PATIENCE_MS = 8_000

/** A row somebody holds longer than this is refused for now; many that wait for one row would hold every connection. */
const LOCK_MS = 3_000

/** A transaction whose process was stopped in the middle lets go of its locks. */
const IDLE_IN_TRANSACTION_MS = 15_000

const INT8 = 20

// `count(*)` and other int8 arrive as strings in pg but as numbers in PGlite; none of ours passes 2^53.
types.setTypeParser(INT8, Number)

/**
 * A pool that outlives its server, and in which every wait has an end: a lost connection is dropped and the next query
 * opens a new one. The server ends a statement a second before we do; when not even that is heard, the connection is
 * taken for dead, which a network that swallows packets never says. Without the listeners the loss of an idle
 * connection, or of one in the middle of a transaction, would end the process.
 */
export function createPool(
  url: string,
  log: (message: string) => void,
  { size = POOL_SIZE, patienceMs = PATIENCE_MS, processId }: PoolOptions = {},
): Pool {
  const settings: PoolConfig & { pipeline: boolean } = {
    connectionString: url,
    max: size,
    connectionTimeoutMillis: 5_000,
    idleTimeoutMillis: 30_000,
    query_timeout: patienceMs,
    statement_timeout: patienceMs - 1_000,
    lock_timeout: Math.max(LOCK_MS, patienceMs / 10),
    idle_in_transaction_session_timeout: Math.max(IDLE_IN_TRANSACTION_MS, patienceMs),
    keepAlive: true,
    application_name: processId === undefined ? 'hecha' : `hecha ${processId}`,
    // What is asked at once within a transaction goes out at once: one way to the server and back instead of several.
    pipeline: true,
  }
  const pool = new Pool(settings)
  pool.on('error', cause => log(`database connection lost: ${cause.message}`))
  pool.on('connect', client => client.on('error', () => undefined))
  dropAllAfterSilence(pool)
  return pool
}

const SILENCE = /Query read timeout/

/**
 * Where one connection no longer answers, those that lie idle are dead as well: the network forgot them together. Found
 * out one by one, each would cost somebody the whole patience.
 */
function dropAllAfterSilence(pool: Pool): void {
  const idle = new Set<PoolClient>()
  pool.on('acquire', client => idle.delete(client))
  pool.on('remove', client => idle.delete(client))
  pool.on('release', (cause: Error | boolean | undefined, client) => {
    if (!cause) idle.add(client)
    if (!(cause instanceof Error) || !SILENCE.test(wordsOf(cause))) return
    for (const other of idle) other.emit('error', new Error('taken for dead with another connection'))
  })
}

/** With those of what caused it: drizzle wraps the driver's errors. */
function wordsOf(cause: Error): string {
  return cause.cause instanceof Error ? `${cause.message} ${wordsOf(cause.cause)}` : cause.message
}
