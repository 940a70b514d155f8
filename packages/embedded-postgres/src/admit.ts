import { Client } from 'pg'
import { SUPERUSER } from './cluster.ts'
import { EmbeddedPostgresError } from './errors.ts'

export const DATABASE = 'hecha'

/** Where a client finds this database of the server at `port`. */
export function urlOf(port: number, password: string, database = DATABASE): string {
  return `postgres://${SUPERUSER}:${password}@127.0.0.1:${port}/${database}`
}

/**
 * Whether the server at this port really lets us in; makes the project's database when it is missing. Throws when it
 * answers but knows another password: then it is not ours.
 */
export async function admit(port: number, password: string): Promise<boolean> {
  const client = new Client({ connectionString: urlOf(port, password, 'postgres'), connectionTimeoutMillis: 3000 })
  client.on('error', () => undefined)
  try {
    await client.connect()
    await ensureDatabase(client)
    return true
  } catch (cause) {
    if (!isWrongPassword(cause)) return false
    throw new EmbeddedPostgresError(
      '数据库不接受 hecha.password 里的密码 / the database refuses the password in hecha.password',
      { cause },
    )
  } finally {
    await client.end().catch(() => undefined)
  }
}

async function ensureDatabase(client: Client): Promise<void> {
  const { rowCount } = await client.query('select 1 from pg_database where datname = $1', [DATABASE])
  if (rowCount === 0) await client.query(`create database ${DATABASE}`)
}

/** SQLSTATE class 28: invalid authorization specification. */
function isWrongPassword(cause: unknown): boolean {
  return String((cause as { code?: unknown }).code ?? '').startsWith('28')
}
