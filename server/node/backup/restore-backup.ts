import { Client } from 'pg'
import { migrate, type Migration } from '../../db/migrate.ts'
import { listApplied, listStoredTables, type StoredTable } from '../database/catalog.ts'
import { readMigrations } from '../database/migrations.ts'
import type { KeyRing } from '../keys/key-ring.ts'
import { readBackup, type BackupReader } from './read-backup.ts'

/**
 * Reads a backup back into an empty database: all of it or nothing. The backup may be of an older version: the database
 * is brought to that one first, and the migrations since then run over the rows that were read.
 * @throws Error where the database holds rows, the backup is of a newer program, the key is another, or one byte of the
 *   file changed
 */
export async function restoreBackup(url: string, ring: KeyRing, file: string): Promise<void> {
  const client = new Client({ connectionString: url, application_name: 'hecha-restore' })
  await client.connect()
  try {
    await refuseUsed(client)
    await readBackup(ring, file, writerOf(client, await readMigrations()))
    await client.query('commit')
    await migrate(executorOf(client), await readMigrations())
  } finally {
    // What was not committed is gone with the connection.
    await client.end()
  }
}

function writerOf(client: Client, migrations: readonly Migration[]): BackupReader {
  let tables = new Map<string, StoredTable>()
  return {
    async begin(names) {
      await bringTo(client, names, migrations)
      tables = new Map((await listStoredTables(client)).map(table => [table.name, table]))
      await client.query('begin')
    },
    async rows({ table: name, json }) {
      const table = tables.get(name)
      if (!table) throw new Error(`the backup names a table there is not: ${name}`)
      await writeRows(client, table, json)
    },
    async end() {
      for (const table of tables.values()) await continueSequences(client, table)
    },
  }
}

const executorOf = (client: Client) => ({
  query: (sql: string, params?: unknown[]) => client.query(sql, params),
  exec: (sql: string) => client.query(sql),
})

/** Makes the empty database one of the backup's version. */
async function bringTo(client: Client, names: readonly string[], migrations: readonly Migration[]): Promise<void> {
  const upTo = migrations.filter(({ name }) => names.includes(name))
  if (upTo.length !== names.length)
    throw new Error(`the backup is of version ${names.at(-1)}, which is newer than this program · 备份来自更新的版本`)
  const applied = await listApplied(client)
  // Nothing is lost: every table was seen to be empty.
  if (applied.length > upTo.length) await client.query('drop schema public cascade; create schema public')
  await migrate(executorOf(client), upTo)
}

async function refuseUsed(client: Client): Promise<void> {
  for (const { name } of await listStoredTables(client)) {
    const { rowCount } = await client.query(`select 1 from "${name}" limit 1`)
    if (rowCount !== 0) throw new Error('the database is not empty; restore into a new data folder · 数据库不是空的')
  }
}

async function writeRows(client: Client, table: StoredTable, json: string): Promise<void> {
  const columns = table.columns.map(column => `"${column}"`).join(', ')
  await client.query(
    `insert into "${table.name}" (${columns}) overriding system value
     select ${columns} from json_populate_recordset(null::"${table.name}", $1::json)`,
    [json],
  )
}

async function continueSequences(client: Client, { name, identityColumns }: StoredTable): Promise<void> {
  for (const column of identityColumns) {
    await client.query(`select setval(pg_get_serial_sequence('"${name}"', '${column}'),
      (select coalesce(max("${column}"), 0) + 1 from "${name}"), false)`)
  }
}
