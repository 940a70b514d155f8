import { createDecipheriv } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { open } from 'node:fs/promises'
import { PassThrough } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createGunzip } from 'node:zlib'
import * as v from 'valibot'
import type { Pool, PoolClient } from 'pg'
import { listTables, type TableShape } from '../../db/tables.ts'
import { keyOf, type KeyRing } from '../keys/key-ring.ts'
import { backupKey, END, readHeader, TAG_BYTES } from './format.ts'

const Names = v.pipe(v.string(), v.parseJson(), v.array(v.string()))

/**
 * Reads a backup back into an empty database of the same schema version: all of it or nothing.
 * @throws Error where the database holds rows, the versions differ, the key is another, or one byte of the file changed
 */
export async function restoreBackup(pool: Pool, ring: KeyRing, file: string): Promise<void> {
  const { header, length, size, tag } = await readEnds(file)
  const { key, iv } = readHeader(header)
  const decipher = createDecipheriv('aes-256-gcm', backupKey(keyOf(ring, key)), iv)
  decipher.setAAD(Buffer.from(header))
  decipher.setAuthTag(tag)
  const client = await pool.connect()
  try {
    await client.query('begin')
    await refuseUsed(client)
    const body = createReadStream(file, { start: length, end: size - TAG_BYTES - 1 })
    const lines = new PassThrough()
    await Promise.all([pipeline(body, decipher, createGunzip(), lines), writeLines(client, lines)])
    await client.query('commit')
  } catch (cause) {
    await client.query('rollback')
    throw cause
  } finally {
    client.release()
  }
}

/** The first line and the last 16 bytes. */
async function readEnds(file: string) {
  const handle = await open(file)
  try {
    const { size } = await handle.stat()
    const start = Buffer.alloc(Math.min(size, 1024))
    await handle.read(start, 0, start.length, 0)
    const length = start.indexOf('\n') + 1
    if (length === 0 || size < length + TAG_BYTES) throw new Error('this file is no backup · 不是备份文件')
    const tag = Buffer.alloc(TAG_BYTES)
    await handle.read(tag, 0, TAG_BYTES, size - TAG_BYTES)
    return { header: start.toString('utf8', 0, length), length, size, tag }
  } finally {
    await handle.close()
  }
}

async function refuseUsed(client: PoolClient): Promise<void> {
  for (const { name } of listTables()) {
    const { rowCount } = await client.query(`select 1 from "${name}" limit 1`)
    if (rowCount !== 0) throw new Error('the database is not empty; restore into a new data folder · 数据库不是空的')
  }
}

async function writeLines(client: PoolClient, source: PassThrough): Promise<void> {
  const tables = new Map(listTables().map(table => [table.name, table]))
  let last = ''
  let first = true
  for await (const line of linesOf(source)) {
    if (first) await refuseOtherVersion(client, v.parse(Names, line))
    else if (line !== END) await writeRows(client, tables, line)
    first = false
    last = line
  }
  if (last !== END) throw new Error('the backup ends too soon · 备份不完整')
  for (const table of tables.values()) await continueSequences(client, table)
}

/** Lines end with a line feed alone: JSON may hold the other line ends Unicode knows. */
async function* linesOf(source: AsyncIterable<Buffer>): AsyncGenerator<string> {
  const decoder = new TextDecoder()
  let rest = ''
  for await (const chunk of source) {
    const lines = (rest + decoder.decode(chunk, { stream: true })).split('\n')
    rest = lines.pop() ?? ''
    yield* lines
  }
}

async function refuseOtherVersion(client: PoolClient, names: readonly string[]): Promise<void> {
  const { rows } = await client.query<{ name: string }>('select name from schema_migrations order by name')
  if (JSON.stringify(rows.map(row => row.name)) !== JSON.stringify(names))
    throw new Error(`the backup is of version ${names.at(-1)}, this program of ${rows.at(-1)?.name}`)
}

async function writeRows(client: PoolClient, tables: ReadonlyMap<string, TableShape>, line: string): Promise<void> {
  const tab = line.indexOf('\t')
  const table = tables.get(line.slice(0, tab))
  if (!table) throw new Error('the backup names a table there is not')
  const columns = table.columns.map(column => `"${column}"`).join(', ')
  await client.query(
    `insert into "${table.name}" (${columns}) overriding system value
     select ${columns} from json_populate_recordset(null::"${table.name}", $1::json)`,
    [line.slice(tab + 1)],
  )
}

async function continueSequences(client: PoolClient, { name, identityColumns }: TableShape): Promise<void> {
  for (const column of identityColumns) {
    await client.query(`select setval(pg_get_serial_sequence('"${name}"', '${column}'),
      (select coalesce(max("${column}"), 0) + 1 from "${name}"), false)`)
  }
}
