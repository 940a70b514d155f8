import * as v from 'valibot'
import type { KeyRing } from '../keys/key-ring.ts'
import { readBackup } from './read-backup.ts'

const Rows = v.pipe(v.string(), v.parseJson(), v.array(v.record(v.string(), v.unknown())))

/** `k1:…`, before `k1.…`: the id of the key in front of a sealed value. */
const SEALED = /^([a-z][a-z0-9]*)[.:][A-Za-z0-9_-]{38,}$/

/**
 * Reads a backup from its first to its last byte with the keys there are, without a database. Answers with the number of
 * rows.
 * @throws Error where it cannot be opened, is not whole, or holds values under a key that is not among them
 */
export async function verifyBackup(ring: KeyRing, file: string): Promise<number> {
  let rows = 0
  await readBackup(ring, file, {
    begin: async () => undefined,
    end: async () => undefined,
    async rows({ json }) {
      const read = v.parse(Rows, json)
      rows += read.length
      for (const row of read) for (const [column, value] of Object.entries(row)) refuseForeignKey(ring, column, value)
    },
  })
  return rows
}

function refuseForeignKey({ keys }: KeyRing, column: string, value: unknown): void {
  if (!column.endsWith('_sealed') || typeof value !== 'string') return
  const id = SEALED.exec(value)?.[1]
  if (id !== undefined && keys[id] === undefined)
    throw new Error(`the backup holds values under the key ${id}, which is not in the key file · 缺少密钥 ${id}`)
}
