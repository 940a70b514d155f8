import type { Pool } from 'pg'
import type { Db } from '../../db/db.ts'
import type { Sealer } from '../../privacy/sealer.ts'
import { openDatabase } from '../database/database.ts'
import { log } from '../log.ts'
import { readConfig, type Settings } from '../config.ts'
import type { KeyRing } from '../keys/key-ring.ts'
import { openKeys } from '../keys/open-keys.ts'
import { createSealer } from '../keys/sealer.ts'
import { openDb } from '../database/open-db.ts'
import { MINUTE_MS } from '../../../domain/time/lengths.ts'
import { takeDataSteps } from '../keys/take-data-steps.ts'

/** A command works alone, and takes its time: a purge or a rotation is longer than any request. */
const CONNECTIONS = 4
const PATIENCE_MS = 10 * MINUTE_MS

export interface Opened {
  settings: Settings
  url: string
  pool: Pool
  db: Db
  ring: KeyRing
  sealer: Sealer
}

/**
 * Opens the database and keys the server would open with this environment, and closes them afterwards. `as it is`: the
 * database may belong to a running server of an older version, and stays of that version.
 */
export function withDatabase<T>(
  environment: Record<string, string | undefined>,
  use: (opened: Opened) => Promise<T>,
  version: 'migrated' | 'as it is' = 'migrated',
): Promise<T> {
  const migrated = version === 'migrated'
  return withPool(environment, migrated, async opened => {
    const ring = await openKeys(opened.pool, opened.settings)
    if (migrated) await takeDataSteps(opened.pool, ring)
    return use({ ...opened, db: openDb(opened.pool), ring, sealer: createSealer(ring) })
  })
}

/** Opens the database alone, as it is: what a backup is read into has no version and no key of its own yet. */
export function withEmptyDatabase<T>(
  environment: Record<string, string | undefined>,
  use: (opened: Pick<Opened, 'settings' | 'url' | 'pool'>) => Promise<T>,
): Promise<T> {
  return withPool(environment, false, use)
}

async function withPool<T>(
  environment: Record<string, string | undefined>,
  migrated: boolean,
  use: (opened: Pick<Opened, 'settings' | 'url' | 'pool'>) => Promise<T>,
): Promise<T> {
  const settings = readConfig(environment)
  const database = await openDatabase({
    databaseUrl: settings.DATABASE_URL,
    dataDir: settings.HECHA_DATA,
    log: message => log('info', message),
    migrated,
    pool: { size: CONNECTIONS, patienceMs: PATIENCE_MS },
  })
  try {
    return await use({ settings, url: database.url, pool: database.pool })
  } finally {
    await database.close()
  }
}
