import { existsSync } from 'node:fs'
import { join } from 'node:path'
import type { Work } from '../../act.ts'
import { readConfig } from '../config.ts'
import type { UploadParser } from '../../ports/upload-parser.ts'
import { consoleParser } from './console-parser.ts'
import type { CommandIo } from './command.ts'
import { environmentOf } from './options.ts'

/** The database and keys of the installation a command runs in. */
export interface Store extends Work {
  readonly parser: UploadParser
  /** Tells the running servers that something was committed. */
  wake(): Promise<void>
}

/** Whether there is a database to open: an address of one, or a data directory that was used before. */
export function hasStore(io: CommandIo): boolean {
  const settings = readConfig(environmentOf(io))
  return settings.DATABASE_URL !== undefined || existsSync(join(settings.HECHA_DATA, 'postgres', 'PG_VERSION'))
}

/**
 * Opens the database, beside a running server or by itself, for one piece of work. PostgreSQL and its driver are loaded
 * here only, so that a command that needs none starts at once.
 */
export async function withStore<T>(io: CommandIo, work: (store: Store) => Promise<T>): Promise<T> {
  const [{ withDatabase }, { EVENT_CHANNEL }] = await Promise.all([
    import('./with-database.ts'),
    import('../open-deps.ts'),
  ])
  return withDatabase(environmentOf(io), ({ db, pool, sealer }) => {
    const wake = () => pool.query(`notify ${EVENT_CHANNEL}`).then(() => undefined)
    return work({ db, sealer, wake, parser: consoleParser, clock: () => new Date(io.now()) })
  })
}
