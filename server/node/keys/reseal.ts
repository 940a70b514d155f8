import type { Pool, PoolClient } from 'pg'
import type { Sealed } from '../../db/schema/columns.ts'
import { listTables } from '../../db/tables.ts'
import { PLACES_IN_SQL, placeInTable, type Place } from '../../privacy/places.ts'

/** Pages of a table looked at in one transaction: some thousand rows. */
const PAGES_AT_ONCE = 64

/** Seals one value anew. */
export type Reseal = (sealed: Sealed, place: Place) => Sealed

/**
 * Goes through every sealed value of the database that does not begin with `current`, column by column as the schema names
 * them, and puts `reseal` of it in its place. May be stopped at any time and run again: it goes on with what is left.
 * Answers with how many values it sealed.
 */
export async function resealAll(pool: Pool, current: string, reseal: Reseal): Promise<number> {
  let count = 0
  for (const { name: table, sealedColumns } of listTables()) {
    for (const column of sealedColumns) count += await resealColumn(pool, { table, column, current }, reseal)
  }
  return count
}

/** A column of sealed values, as the schema names it, and how its values begin when they are done. */
interface SealedColumn {
  table: string
  column: string
  current: string
}

/** From the first page to the one that was the last: what is written anew comes behind it and is done already. */
async function resealColumn(pool: Pool, sealed: SealedColumn, reseal: Reseal): Promise<number> {
  const { rows } = await pool.query<{ pages: string }>(
    `select pg_relation_size($1::regclass) / current_setting('block_size')::int as pages`,
    [sealed.table],
  )
  const pages = Number(rows[0]?.pages ?? 0)
  let count = 0
  for (let page = 0; page < pages; page += PAGES_AT_ONCE)
    count += await inTransaction(pool, client => resealPages(client, sealed, page, reseal))
  return count
}

async function resealPages(
  client: PoolClient,
  { table, column, current }: SealedColumn,
  page: number,
  reseal: Reseal,
): Promise<number> {
  const where = PLACES_IN_SQL[table]
  if (where === undefined) throw new Error(`no place for the sealed values of ${table}`)
  const { rows } = await client.query<{ at: string; value: Sealed; row: string; community: string }>(
    `select t.ctid::text as at, t."${column}" as value, ${where.row} as row, ${where.community} as community
     from "${table}" t where t.ctid >= $1::tid and t.ctid < $2::tid
       and t."${column}" <> '' and not starts_with(t."${column}", $3) for update of t`,
    [`(${page},0)`, `(${page + PAGES_AT_ONCE},0)`, current],
  )
  if (rows.length === 0) return 0
  const sealed = rows.map(({ value, row, community }) =>
    reseal(value, placeInTable(`${table}.${column}`, row, community)),
  )
  await client.query(
    `update "${table}" t set "${column}" = x.value from unnest($1::tid[], $2::text[]) x(at, value) where t.ctid = x.at`,
    [rows.map(row => row.at), sealed],
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
