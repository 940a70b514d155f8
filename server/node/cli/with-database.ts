import type { Pool } from 'pg'
import type { Db } from '../../db/db.ts'
import type { Sealer } from '../../privacy/sealer.ts'
import { openDatabase } from '../database/database.ts'
import { log } from '../log.ts'
import { readConfig, type Settings } from '../config.ts'
import { loadKeyRing, type KeyRing } from '../keys/key-ring.ts'
import { createSealer } from '../keys/sealer.ts'
import { openDb } from '../database/open-db.ts'
import { MINUTE_MS } from '../../../domain/time/lengths.ts'
import { takeDataSteps } from '../keys/take-data-steps.ts'

/** A command works alone, and takes its time: a purge or a rotation is longer than any request. */
const CONNECTIONS = 4
const PATIENCE_MS = 10 * MINUTE_MS

export interface Opened {
  settings: Settings
  pool: Pool
  db: Db
  ring: KeyRing
  sealer: Sealer
}

/** Opens the database and keys the server would open with this environment, and closes them afterwards. */
export async function withDatabase<T>(
  environment: Record<string, string | undefined>,
  use: (opened: Opened) => Promise<T>,
): Promise<T> {
  const settings = readConfig(environment)
  const ring = await loadKeyRing(settings.HECHA_DATA, settings.HECHA_KEY)
  const database = await openDatabase({
    databaseUrl: settings.DATABASE_URL,
    dataDir: settings.HECHA_DATA,
    log: message => log('info', message),
    pool: { size: CONNECTIONS, patienceMs: PATIENCE_MS },
  })
  try {
    await takeDataSteps(database.pool, ring)
    const db = openDb(database.pool)
    return await use({ settings, pool: database.pool, db, ring, sealer: createSealer(ring) })
  } finally {
    await database.close()
  }
}
