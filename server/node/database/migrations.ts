import { readdir, readFile } from 'node:fs/promises'
import { Client } from 'pg'
import { migrate, type Migration } from '../../db/migrate.ts'

const FOLDER = new URL('../../db/migrations/', import.meta.url)

/** The project's migrations as they lie on disk. */
export async function readMigrations(folder: URL = FOLDER): Promise<Migration[]> {
  const names = (await readdir(folder)).filter(name => name.endsWith('.sql'))
  return Promise.all(
    names.map(async name => ({ name: name.slice(0, -4), sql: await readFile(new URL(name, folder), 'utf8') })),
  )
}

/** Brings the database at `url` up to date over a connection of its own (the lock belongs to the connection). */
export async function migrateDatabase(url: string, migrations?: readonly Migration[]): Promise<string[]> {
  const client = new Client({ connectionString: url, application_name: 'hecha-migrate' })
  await client.connect()
  try {
    const executor = { query: client.query.bind(client), exec: (sql: string) => client.query(sql) }
    return await migrate(executor, migrations ?? (await readMigrations()))
  } finally {
    await client.end()
  }
}
