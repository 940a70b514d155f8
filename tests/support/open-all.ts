import { sql } from 'drizzle-orm'
import { rowsOf, type Db } from '../../server/db/db.ts'
import type { Sealed } from '../../server/db/schema/columns.ts'
import { listTables } from '../../server/db/tables.ts'
import { PLACES_IN_SQL, placeInTable } from '../../server/privacy/places.ts'
import type { Sealer } from '../../server/privacy/sealer.ts'

export interface OpenedValue {
  table: string
  column: string
  sealed: string
  text: string
}

/** Every sealed value of the database, opened at the place the database itself names. Fails where one does not open. */
export async function openAll(db: Db, sealer: Sealer): Promise<OpenedValue[]> {
  const opened: OpenedValue[] = []
  for (const { name: table, sealedColumns } of listTables()) {
    const place = PLACES_IN_SQL[table]
    for (const column of sealedColumns) {
      if (place === undefined) throw new Error(`no place for the sealed values of ${table}`)
      const rows = await rowsOf<{ sealed: Sealed; row: string; community: string }>(
        db,
        sql`select t.${sql.identifier(column)} as sealed, ${sql.raw(place.row)} as row, ${sql.raw(place.community)} as community
          from ${sql.identifier(table)} t where t.${sql.identifier(column)} is not null`,
      )
      for (const { sealed, row, community } of rows) {
        const text = sealer.open(sealed, placeInTable(`${table}.${column}`, row, community))
        opened.push({ table, column, sealed, text })
      }
    }
  }
  return opened
}
