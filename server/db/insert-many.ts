import { getTableName, sql, type SQL } from 'drizzle-orm'
import type { PgTable } from 'drizzle-orm/pg-core'
import type { Db } from './db.ts'

/** Rows of one statement, so that no single parameter grows without bound. */
const ROWS_AT_ONCE = 2000

/** Rows for one table; every row names the same columns, the others take their default. */
export interface RowsFor {
  table: PgTable
  rows: readonly object[]
}

export const rowsFor = <T extends PgTable>(table: T, rows: readonly T['$inferInsert'][]): RowsFor => ({ table, rows })

/**
 * Inserts many rows as one JSON parameter a statement. Naming every value as a parameter of its own costs more than all
 * the rest of an import.
 */
export async function insertMany<T extends PgTable>(
  tx: Db,
  table: T,
  rows: readonly T['$inferInsert'][],
): Promise<void> {
  for (let start = 0; start < rows.length; start += ROWS_AT_ONCE) {
    await insertTogether(tx, rowsFor(table, rows.slice(start, start + ROWS_AT_ONCE)))
  }
}

/** Inserts rows into several tables in one statement; references between them are checked at its end. */
export async function insertTogether(tx: Db, ...all: RowsFor[]): Promise<void> {
  const inserts = all.filter(({ rows }) => rows.length > 0).map(insertOf)
  const last = inserts.pop()
  if (!last) return
  const before = inserts.map((insert, i) => sql`${sql.identifier(`rows_${i}`)} as (${insert})`)
  await tx.execute(before.length === 0 ? last : sql`with ${sql.join(before, sql`, `)} ${last}`)
}

function insertOf({ table, rows }: RowsFor): SQL {
  const name = sql.identifier(getTableName(table))
  const columns = Object.keys(rows[0] ?? {}).map(key => ({ key, column: snakeCase(key) }))
  const list = sql.join(
    columns.map(({ column }) => sql.identifier(column)),
    sql`, `,
  )
  return sql`insert into ${name} (${list})
    select ${list} from json_populate_recordset(null::${name}, ${jsonOf(rows, columns)}::json)`
}

const snakeCase = (key: string) => key.replaceAll(/[A-Z]/g, letter => `_${letter.toLowerCase()}`)

function jsonOf(rows: readonly object[], columns: readonly { key: string; column: string }[]): string {
  return JSON.stringify(rows.map(row => renamed(row, columns)))
}

function renamed(row: object, columns: readonly { key: string; column: string }[]): Record<string, unknown> {
  const values: Record<string, unknown> = {}
  for (const { key, column } of columns) values[column] = valueOf(row, key)
  return values
}

const valueOf = (row: object, key: string) => (row as Record<string, unknown>)[key]
