import { createDecipheriv } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { open } from 'node:fs/promises'
import { PassThrough } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createGunzip } from 'node:zlib'
import * as v from 'valibot'
import { keyOf, type KeyRing } from '../keys/key-ring.ts'
import { backupKey, END, readHeader, TAG_BYTES } from './format.ts'

/** Rows of one table as JSON, as one line of the file holds them. */
interface Chunk {
  table: string
  json: string
}

/** What is done with a backup while it is read. */
export interface BackupReader {
  /** The migrations of the database it was made of, oldest first; comes before all rows. */
  begin(migrations: readonly string[]): Promise<void>
  rows(chunk: Chunk): Promise<void>
  /** All rows were read; whether they are unchanged shows after it. */
  end(): Promise<void>
}

const Names = v.pipe(v.string(), v.parseJson(), v.array(v.string()))

/**
 * Reads a backup from its first to its last byte. Whether it is whole and unchanged shows at the end, so what is done
 * with the rows must be undone where this throws.
 * @throws Error where the key is another, one byte changed, or the end is missing
 */
export async function readBackup(ring: KeyRing, file: string, reader: BackupReader): Promise<void> {
  const { header, length, size, tag } = await readEnds(file)
  const { key, iv } = readHeader(header)
  const decipher = createDecipheriv('aes-256-gcm', backupKey(keyOf(ring, key)), iv)
  decipher.setAAD(Buffer.from(header))
  decipher.setAuthTag(tag)
  const body = createReadStream(file, { start: length, end: size - TAG_BYTES - 1 })
  const lines = new PassThrough()
  await Promise.all([pipeline(body, decipher, createGunzip(), lines), readLines(lines, reader)])
}

async function readLines(source: PassThrough, reader: BackupReader): Promise<void> {
  let last: string | null = null
  for await (const line of linesOf(source)) {
    if (last === null) await reader.begin(v.parse(Names, line))
    else if (line !== END) await reader.rows(chunkOf(line))
    last = line
  }
  if (last !== END) throw new Error('the backup ends too soon · 备份不完整')
  await reader.end()
}

function chunkOf(line: string): Chunk {
  const tab = line.indexOf('\t')
  return { table: line.slice(0, tab), json: line.slice(tab + 1) }
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
