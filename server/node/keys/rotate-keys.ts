import type { Pool, PoolClient } from 'pg'
import { listTables } from '../../db/tables.ts'
import type { Sealed } from '../../db/schema/columns.ts'
import type { Sealer } from '../../privacy/sealer.ts'
import type { KeyRing } from './key-ring.ts'
import { createSealer } from './sealer.ts'

/** Values sealed anew in one transaction. */
const AT_ONCE = 500

/**
 * Seals every value again that is not under the ring's current key, column by column as the schema names them. May be
 * stopped at any time and run again: it goes on with what is left. Answers with how many values it sealed.
 */
export async function resealAll(pool: Pool, ring: KeyRing): Promise<number> {
  let count = 0
  for (const { name: table, sealedColumns } of listTables()) {
    for (const column of sealedColumns) count += await resealColumn(pool, ring, { table, column })
  }
  return count
}

/** A column of sealed values, as the schema names it. */
interface SealedColumn {
  table: string
  column: string
}

async function resealColumn(pool: Pool, ring: KeyRing, place: SealedColumn): Promise<number> {
  const sealer = createSealer(ring)
  let count = 0
  for (;;) {
    const done = await inTransaction(pool, client => resealSome(client, sealer, ring.current, place))
    count += done
    if (done < AT_ONCE) return count
  }
}

async function resealSome(client: PoolClient, sealer: Sealer, current: string, { table, column }: SealedColumn) {
  const { rows } = await client.query<{ place: string; value: Sealed }>(
    `select ctid::text as place, "${column}" as value from "${table}"
     where "${column}" is not null and not starts_with("${column}", $1) limit ${AT_ONCE} for update`,
    [`${current}.`],
  )
  await client.query(
    `update "${table}" t set "${column}" = x.value from unnest($1::tid[], $2::text[]) x(place, value) where t.ctid = x.place`,
    [rows.map(row => row.place), rows.map(row => sealer.seal(sealer.open(row.value)))],
  )
  return rows.length
}

async function inTransaction<T>(pool: Pool, work: (client: PoolClient) => Promise<T>): Promise<T> {
  const client = await pool.connect()
  try {
    await client.query('begin')
    const result = await work(client)
    await client.query('commit')
    return result
  } catch (cause) {
    await client.query('rollback')
    throw cause
  } finally {
    client.release()
  }
}
