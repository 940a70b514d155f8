import { setTimeout as moment } from 'node:timers/promises'
import { Client } from 'pg'
import { isPassing } from '../../errors.ts'
import { ConfigError } from '../config.ts'

/** PostgreSQL reads its log again after a crash, and containers start in any order. */
const PATIENCE_MS = 60_000
const PAUSE_MS = 500

/** `too_many_connections`: waiting for a place would take for ever. */
const TOO_MANY = '53300'

/**
 * Settles when the database takes connections.
 * @throws ConfigError where none is left for us, or nothing answers for a minute
 */
export async function waitForDatabase(url: string, log: (message: string) => void): Promise<void> {
  const until = performance.now() + PATIENCE_MS
  let told = false
  for (;;) {
    const trouble = await findTrouble(url)
    if (trouble === null) return
    const code = 'code' in trouble ? String(trouble.code) : ''
    if (code === TOO_MANY)
      throw new ConfigError(
        'PostgreSQL has no connection left for another process. Raise max_connections, give each process a smaller HECHA_POOL, or stop one · 数据库连接数不够',
      )
    if (!isPassing(trouble)) throw trouble
    const { hostname, port } = new URL(url)
    const where = `the database at ${hostname}:${port || '5432'}`
    if (performance.now() > until)
      throw new ConfigError(
        `${where} does not answer (${code || trouble.message}): start it, or put DATABASE_URL right`,
      )
    if (!told) log(`waiting for ${where} (${code || trouble.message})`)
    told = true
    await moment(PAUSE_MS)
  }
}

async function findTrouble(url: string): Promise<Error | null> {
  const client = new Client({
    connectionString: url,
    connectionTimeoutMillis: 5_000,
    query_timeout: 5_000,
    application_name: 'hecha-start',
  })
  client.on('error', () => undefined)
  try {
    await client.connect()
    await client.query('select 1')
    return null
  } catch (cause) {
    return cause instanceof Error ? cause : new Error(String(cause))
  } finally {
    await client.end().catch(() => undefined)
  }
}
