import { whileLocked } from './locks.ts'

/** One connection, of `pg` or of PGlite; `exec` takes several statements without parameters. */
export interface MigrationExecutor {
  query(sql: string, params?: unknown[]): Promise<{ rows: unknown[] }>
  exec(sql: string): Promise<unknown>
}

/** `name` is the file's name without `.sql`, such as `0001_tasks`. */
export interface Migration {
  name: string
  sql: string
}

/** The files and the database tell different histories; a person has to look. */
class MigrationError extends Error {
  override readonly name = 'MigrationError'
}

interface AppliedMigration {
  name: string
  sha256: string
}

const NAME = /^\d{4}_[a-z0-9_-]+$/

/**
 * Brings the database up to the last file, in the order of the names, each file in a transaction of its own. Processes
 * that start at once wait for each other. Refuses when a file that was applied has changed, is missing, or when a new
 * one sorts before it. Returns the names applied now.
 */
export async function migrate(executor: MigrationExecutor, migrations: readonly Migration[]): Promise<string[]> {
  const files = await describeFiles(migrations)
  return whileLocked(executor, 'migrations', async () => {
    await executor.exec(`create table if not exists schema_migrations (
      name text primary key, sha256 text not null, applied_at timestamptz not null default now())`)
    const { rows } = await executor.query('select name, sha256 from schema_migrations order by name')
    const pending = findPending(files, rows as AppliedMigration[])
    for (const file of pending) await apply(executor, file)
    return pending.map(file => file.name)
  })
}

type DescribedFile = Migration & AppliedMigration

async function describeFiles(migrations: readonly Migration[]): Promise<DescribedFile[]> {
  const files = await Promise.all(migrations.map(async file => ({ ...file, sha256: await sha256(file.sql) })))
  files.sort((a, b) => (a.name < b.name ? -1 : 1))
  for (const [index, { name }] of files.entries()) {
    if (!NAME.test(name)) throw new MigrationError(`migration ${name}: the name must look like 0001_what_it_does`)
    if (files[index + 1]?.name.slice(0, 4) === name.slice(0, 4)) {
      throw new MigrationError(`migration ${name}: the number ${name.slice(0, 4)} is used twice`)
    }
  }
  return files
}

function findPending(files: readonly DescribedFile[], applied: readonly AppliedMigration[]): DescribedFile[] {
  for (const [index, done] of applied.entries()) {
    const file = files.find(({ name }) => name === done.name)
    if (!file) {
      throw new MigrationError(
        `migration ${done.name} is in the database but not among the files: is the program older?`,
      )
    }
    if (file.sha256 !== done.sha256) {
      throw new MigrationError(`migration ${done.name} was changed after it was applied; put it back and add a new one`)
    }
    if (files[index] !== file) {
      throw new MigrationError(
        `migration ${files[index]?.name} sorts before ${done.name}, which is applied; renumber it`,
      )
    }
  }
  return files.slice(applied.length)
}

async function apply(executor: MigrationExecutor, { name, sql, sha256 }: DescribedFile): Promise<void> {
  await executor.exec('begin')
  try {
    await executor.exec(sql)
    await executor.query('insert into schema_migrations (name, sha256) values ($1, $2)', [name, sha256])
    await executor.exec('commit')
  } catch (cause) {
    await executor.exec('rollback')
    throw new MigrationError(`migration ${name} failed: ${cause instanceof Error ? cause.message : String(cause)}`, {
      cause,
    })
  }
}

/** Hex digest; line ends are unified first, since git may check files out with CRLF. */
async function sha256(text: string): Promise<string> {
  const bytes = new TextEncoder().encode(text.replaceAll('\r\n', '\n'))
  const digest = await crypto.subtle.digest('SHA-256', bytes)
  return Array.from(new Uint8Array(digest), byte => byte.toString(16).padStart(2, '0')).join('')
}
