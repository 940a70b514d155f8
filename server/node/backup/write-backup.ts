import { createCipheriv, randomBytes } from 'node:crypto'
import { open, rm } from 'node:fs/promises'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createGzip } from 'node:zlib'
import type { Pool, PoolClient } from 'pg'
import { listTables } from '../../db/tables.ts'
import { keyOf, type KeyRing } from '../keys/key-ring.ts'
import { backupKey, END, headerOf, IV_BYTES } from './format.ts'

/** Rows in one line of the file. */
const AT_ONCE = 500

/**
 * Writes every table, as it is at one moment, into one new file: packed, then encrypted with AES-256-GCM under a key
 * derived from the current one. Answers with the number of rows.
 */
export async function writeBackup(pool: Pool, ring: KeyRing, file: string): Promise<number> {
  const iv = randomBytes(IV_BYTES)
  const header = headerOf(ring.current, iv)
  const cipher = createCipheriv('aes-256-gcm', backupKey(keyOf(ring, ring.current)), iv)
  cipher.setAAD(Buffer.from(header))
  const out = (await open(file, 'wx', 0o600)).createWriteStream()
  const client = await pool.connect()
  const count = { rows: 0 }
  try {
    await client.query('begin isolation level repeatable read read only')
    await client.query(`set local time zone 'UTC'`)
    out.write(header)
    await pipeline(
      Readable.from(linesOf(client, count)),
      createGzip(),
      cipher,
      async function* (source: AsyncIterable<Buffer>) {
        yield* source
        yield cipher.getAuthTag()
      },
      out,
    )
    return count.rows
  } catch (cause) {
    await rm(file, { force: true })
    throw cause
  } finally {
    await client.query('rollback')
    client.release()
  }
}

async function* linesOf(client: PoolClient, count: { rows: number }): AsyncGenerator<string> {
  const { rows } = await client.query<{ name: string }>('select name from schema_migrations order by name')
  yield `${JSON.stringify(rows.map(row => row.name))}\n`
  for (const { name } of listTables()) {
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
