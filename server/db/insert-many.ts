import { getTableName, sql } from 'drizzle-orm'
import type { PgTable } from 'drizzle-orm/pg-core'
import type { Db } from './db.ts'

/** Rows of one statement, so that no single parameter grows without bound. */
const ROWS_AT_ONCE = 2000

/**
 * Inserts many rows as one JSON parameter a statement. Naming every value as a parameter of its own costs more than all
 * the rest of an import. Columns that no row names take their default; every row names the same ones.
 */
export async function insertMany<T extends PgTable>(
  tx: Db,
  table: T,
  rows: readonly T['$inferInsert'][],
): Promise<void> {
  const name = sql.identifier(getTableName(table))
  for (let start = 0; start < rows.length; start += ROWS_AT_ONCE) {
    const chunk = rows.slice(start, start + ROWS_AT_ONCE)
    const columns = Object.keys(chunk[0] ?? {}).map(key => ({ key, column: snakeCase(key) }))
    const list = sql.join(
      columns.map(({ column }) => sql.identifier(column)),
      sql`, `,
    )
    await tx.execute(sql`
      insert into ${name} (${list})
      select ${list} from json_populate_recordset(null::${name}, ${jsonOf(chunk, columns)}::json)`)
  }
}

const snakeCase = (key: string) => key.replaceAll(/[A-Z]/g, letter => `_${letter.toLowerCase()}`)

function jsonOf(rows: readonly object[], columns: readonly { key: string; column: string }[]): string {
  const names = columns.map(({ column }) => JSON.stringify(column))
  const objects = rows.map(row => {
    const pairs = columns.map(({ key }, i) => `${names[i]}:${JSON.stringify(valueOf(row, key) ?? null)}`)
    return `{${pairs.join(',')}}`
  })
  return `[${objects.join(',')}]`
}

const valueOf = (row: object, key: string) => (row as Record<string, unknown>)[key]
