import { join } from 'node:path'
import type { Pool, PoolClient } from 'pg'
import { whileLocked } from '../../db/locks.ts'
import { ConfigError } from '../config.ts'
import { hasTable, listStoredTables } from '../database/catalog.ts'
import { hashOf, makeCheck, opens, type KeyCheck } from './key-check.ts'
import { loadKeyRing, type KeyRing } from './key-ring.ts'
import { opensSample } from './sealed-sample.ts'

export interface KeySource {
  HECHA_DATA: string
  HECHA_KEY?: string | undefined
}

/**
 * The keys of this installation, once the database has shown that they are its own: what another key wrote beside the
 * data could never be found again by number, and every page with such a row would break. A key is made only where
 * the database holds nothing. To be called before anything is written.
 * @throws ConfigError naming the file or the variable
 */
export async function openKeys(pool: Pool, source: KeySource): Promise<KeyRing> {
  const client = await pool.connect()
  try {
    return await whileLocked(client, 'keys', () => checkedRing(client, source))
  } finally {
    client.release()
  }
}

async function checkedRing(client: PoolClient, source: KeySource): Promise<KeyRing> {
  const keepsChecks = await hasTable(client, 'key_checks')
  const checks = keepsChecks ? await readChecks(client) : []
  const used = checks.length > 0 || (await isUsed(client))
  const ring = await loadKeyRing(source.HECHA_DATA, source.HECHA_KEY, used ? 'must be there' : 'may be made')
  const fits = checks.length > 0 ? fitsChecks(ring, checks) : !used || (await opensSample(client, ring))
  if (!fits) throw wrongKey(source, checks)
  if (keepsChecks && !checks.some(({ keyId }) => keyId === ring.current)) await writeCheck(client, ring)
  return ring
}

/** Every check that a key of the ring is named for opens, at least one does, and the look-up key is the same. */
function fitsChecks({ keys, hashKey }: KeyRing, checks: readonly KeyCheck[]): boolean {
  const named = checks.flatMap(check => {
    const key = keys[check.keyId]
    return key === undefined ? [] : [opens(check, key)]
  })
  return named.length > 0 && named.every(Boolean) && checks.every(({ hash }) => hash === hashOf(hashKey))
}

function wrongKey({ HECHA_DATA, HECHA_KEY }: KeySource, checks: readonly KeyCheck[]): ConfigError {
  const given = HECHA_KEY === undefined ? `the key file ${join(HECHA_DATA, 'hecha.key')}` : 'HECHA_KEY'
  const ids = checks.map(({ keyId }) => keyId).join(', ')
  const which = ids === '' ? '' : ` (key ${ids})`
  return new ConfigError(
    `${given} is not the key this database was written with${which}. Put the right one in its place; nothing was written · 密钥与数据库不符，请换回原来的密钥`,
  )
}

async function readChecks(client: PoolClient): Promise<KeyCheck[]> {
  const { rows } = await client.query<KeyCheck>(
    'select key_id as "keyId", check_sealed as sealed, check_hash as hash from key_checks order by made_at',
  )
  return rows
}

async function writeCheck(client: PoolClient, { current, keys, hashKey }: KeyRing): Promise<void> {
  const key = keys[current]
  if (key === undefined) throw new ConfigError(`the key file names ${current} as its key but does not hold it`)
  const { sealed, hash } = makeCheck(current, key, hashKey)
  await client.query('insert into key_checks (key_id, check_sealed, check_hash, made_at) values ($1, $2, $3, now())', [
    current,
    sealed,
    hash,
  ])
}

/** Whether any table of ours holds a row: what processes say of themselves does not count. */
async function isUsed(client: PoolClient): Promise<boolean> {
  for (const table of await listStoredTables(client)) {
    const { rowCount } = await client.query(`select 1 from "${table.name}" limit 1`)
    if (rowCount !== 0) return true
  }
  return false
}
