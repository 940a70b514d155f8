import { createCipheriv, randomBytes } from 'node:crypto'
import { createWriteStream, existsSync } from 'node:fs'
import { rename, rm } from 'node:fs/promises'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createGzip } from 'node:zlib'
import type { Pool, PoolClient } from 'pg'
import { listApplied, listStoredTables } from '../database/catalog.ts'
import { keyOf, type KeyRing } from '../keys/key-ring.ts'
import { backupKey, END, headerOf, IV_BYTES } from './format.ts'
import { verifyBackup } from './verify-backup.ts'

/** Rows in one line of the file. */
const AT_ONCE = 500

/**
 * Writes every table, as it is at one moment, into one new file: packed, then encrypted with AES-256-GCM under a key
 * derived from the current one. The file gets its name when it is on the disk and was read back to its last byte, so
 * what is there under that name can be opened. Answers with the number of rows.
 */
export async function writeBackup(pool: Pool, ring: KeyRing, file: string): Promise<number> {
  if (existsSync(file)) throw new Error(`${file} is there already (EEXIST) · 文件已存在`)
  const part = `${file}.part`
  try {
    const rows = await writePart(pool, ring, part)
    const found = await verifyBackup(ring, part)
    if (found !== rows) throw new Error(`${rows} rows were written, ${found} can be read back`)
    await rename(part, file)
    return rows
  } catch (cause) {
    await rm(part, { force: true })
    throw cause
  }
}

async function writePart(pool: Pool, ring: KeyRing, part: string): Promise<number> {
  const client = await pool.connect()
  try {
    await client.query('begin isolation level repeatable read read only')
    await client.query(`set local time zone 'UTC'`)
    return await encryptTo(part, ring, client)
  } finally {
    await client.query('rollback')
    client.release()
  }
}

/** What a run that was killed left under this name is written over. */
async function encryptTo(part: string, ring: KeyRing, client: PoolClient): Promise<number> {
  const iv = randomBytes(IV_BYTES)
  const header = headerOf(ring.current, iv)
  const cipher = createCipheriv('aes-256-gcm', backupKey(keyOf(ring, ring.current)), iv)
  cipher.setAAD(Buffer.from(header))
  const count = { rows: 0 }
  await pipeline(
    Readable.from(linesOf(client, count)),
    createGzip(),
    cipher,
    async function* (source: AsyncIterable<Buffer>) {
      yield header
      yield* source
      yield cipher.getAuthTag()
    },
    createWriteStream(part, { flags: 'w', mode: 0o600, flush: true }),
  )
  return count.rows
}

async function* linesOf(client: PoolClient, count: { rows: number }): AsyncGenerator<string> {
  const applied = await listApplied(client)
  if (applied.length === 0) throw new Error('there is nothing in this database yet · 数据库还是空的')
  yield `${JSON.stringify(applied)}\n`
  for (const { name } of await listStoredTables(client)) {
    await client.query(`declare backup cursor for select row_to_json(t)::text as row from "${name}" t`)
    for (;;) {
      const chunk = await client.query<{ row: string }>(`fetch ${AT_ONCE} from backup`)
      if (chunk.rows.length === 0) break
      count.rows += chunk.rows.length
      yield `${name}\t[${chunk.rows.map(({ row }) => row).join(',')}]\n`
    }
    await client.query('close backup')
  }
  yield `${END}\n`
}
