import type { Pool } from 'pg'
import type { Db } from '../../db/db.ts'
import type { Sealer } from '../../privacy/sealer.ts'
import { readConfig, type Settings } from '../config.ts'
import { loadKeyRing, type KeyRing } from '../keys/key-ring.ts'
import { openOwnDatabase } from '../open-deps.ts'
import { createSealer } from '../keys/sealer.ts'
import { openDb } from '../database/open-db.ts'

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
  const database = await openOwnDatabase(settings)
  try {
    const db = openDb(database.pool)
    return await use({ settings, pool: database.pool, db, ring, sealer: createSealer(ring) })
  } finally {
    await database.close()
  }
}
