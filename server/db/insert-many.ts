import { getTableColumns, getTableName, sql, type SQL, type SQLChunk } from 'drizzle-orm'
import type { PgTable } from 'drizzle-orm/pg-core'
import type { Db } from './db.ts'
import { inParts } from './in-parts.ts'

/** Rows for one table; every row names the same columns, the others take their default. */
export interface RowsFor {
  table: PgTable
  rows: readonly object[]
}

export const rowsFor = <T extends PgTable>(table: T, rows: readonly T['$inferInsert'][]): RowsFor => ({ table, rows })

/**
 * Inserts many rows with one parameter a column. Naming every value as a parameter of its own costs more than all the
 * rest of an import, and rows as JSON cost the database twice what this does.
 */
export async function insertMany<T extends PgTable>(
  tx: Db,
  table: T,
  rows: readonly T['$inferInsert'][],
): Promise<void> {
  for (const part of inParts(rows)) await insertTogether(tx, rowsFor(table, part))
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
  const first = rows[0] ?? {}
  const columns = Object.entries(getTableColumns(table))
    .filter(([key]) => key in first)
    .map(([key, column], i) => columnOf(rows, key, column.getSQLType(), `c${i}`))
  // unnest needs one list at least
  const lists = columns.some(({ list }) => list) ? columns.flatMap(({ list }) => list ?? []) : [listOf(rows.length)]
  const aliases = columns.flatMap(({ list, alias }) => (list ? [alias] : []))
  return sql`insert into ${sql.identifier(getTableName(table))} (${commas(columns.map(({ name }) => name))})
    select ${commas(columns.map(({ value }) => value))}
    from unnest(${commas(lists)}) as v(${commas(aliases.length > 0 ? aliases : [sql.identifier('c')])})`
}

const listOf = (length: number) => sql`array_fill(''::text, array[${length}::int])`

/** A column whose value is the same in every row is one parameter, any other a list of texts. */
function columnOf(rows: readonly object[], key: string, type: string, alias: string) {
  const values = rows.map(row => (row as Record<string, unknown>)[key])
  const same = values.every(value => value === values[0])
  const texts = same ? [textOf(values[0], type)] : values.map(value => textOf(value, type))
  const name = sql.identifier(snakeCase(key))
  const cast = sql.raw(type)
  if (same) return { name, alias: sql.identifier(alias), list: null, value: sql`${texts[0] ?? null}::text::${cast}` }
  const list = sql`${arrayOf(texts)}::text::text[]`
  return { name, alias: sql.identifier(alias), list, value: sql`v.${sql.identifier(alias)}::${cast}` }
}

const commas = (parts: SQLChunk[]) => sql.join(parts, sql`, `)

const snakeCase = (key: string) => key.replaceAll(/[A-Z]/g, letter => `_${letter.toLowerCase()}`)

/** A value as PostgreSQL reads it from text: times in UTC, arrays of texts as `{…}`. */
function textOf(value: unknown, type: string): string | null {
  if (value === null || value === undefined) return null
  if (type === 'jsonb') return JSON.stringify(value)
  if (typeof value === 'string') return value
  if (value instanceof Date) return value.toISOString()
  return Array.isArray(value) ? arrayOf(value as (string | null)[]) : JSON.stringify(value)
}

function arrayOf(texts: readonly (string | null)[]): string {
  return `{${texts.map(text => (text === null ? 'NULL' : quoted(text))).join(',')}}`
}

const quoted = (text: string) => `"${/["\\]/.test(text) ? text.replaceAll(/["\\]/g, String.raw`\$&`) : text}"`
