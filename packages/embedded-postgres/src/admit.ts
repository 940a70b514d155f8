import { Client } from 'pg'
import { EmbeddedPostgresError } from './errors.ts'

/** How to get in; superuser and database have the same name. */
export interface Credentials {
  name: string
  password: string
}

/** Where a client finds this database of the server at `port`. */
export function urlOf(port: number, { name, password }: Credentials, database = name): string {
  return `postgres://${name}:${password}@127.0.0.1:${port}/${database}`
}

/**
 * Whether the server at this port really lets us in; makes the database when it is missing. Throws when it
 * answers but knows another password: then it is not ours.
 */
export async function admit(port: number, credentials: Credentials): Promise<boolean> {
  const client = new Client({ connectionString: urlOf(port, credentials, 'postgres'), connectionTimeoutMillis: 3000 })
  client.on('error', () => undefined)
  try {
    await client.connect()
    await ensureDatabase(client, credentials.name)
    return true
  } catch (cause) {
    if (!isWrongPassword(cause)) return false
    throw new EmbeddedPostgresError(
      '数据库不接受密码文件里的密码 / the database refuses the password in its password file',
      { cause },
    )
  } finally {
    await client.end().catch(() => undefined)
  }
}

async function ensureDatabase(client: Client, name: string): Promise<void> {
  const { rowCount } = await client.query('select 1 from pg_database where datname = $1', [name])
  if (rowCount === 0) await client.query(`create database ${client.escapeIdentifier(name)}`)
}

/** SQLSTATE class 28: invalid authorization specification. */
function isWrongPassword(cause: unknown): boolean {
  return String((cause as { code?: unknown }).code ?? '').startsWith('28')
}
