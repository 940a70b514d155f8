import { getTableColumns, getTableName, is } from 'drizzle-orm'
import { toSnakeCase } from 'drizzle-orm/casing'
import { getTableConfig, PgTable, type PgColumn } from 'drizzle-orm/pg-core'
import * as schema from './schema/index.ts'

/** A table as the database names it. */
export interface TableShape {
  name: string
  /** Those that can be written back; the database fills the transaction id itself. */
  columns: string[]
  sealedColumns: string[]
  identityColumns: string[]
  /** Tables its rows point to. */
  pointsTo: string[]
}

/** Every table of the schema, each after those its rows point to. */
export function listTables(): TableShape[] {
  const shapes = Object.values(schema).flatMap(value => (is(value, PgTable) ? [shapeOf(value)] : []))
  return inOrder(shapes)
}

function shapeOf(table: PgTable): TableShape {
  const columns = Object.values(getTableColumns(table))
  const namesOf = (which: (column: PgColumn) => boolean) =>
    columns.filter(which).map(column => toSnakeCase(column.name))
  return {
    name: getTableName(table),
    columns: namesOf(column => column.getSQLType() !== 'xid8'),
    sealedColumns: namesOf(isSealed),
    identityColumns: namesOf(column => column.generatedIdentity !== undefined),
    pointsTo: getTableConfig(table).foreignKeys.map(key => getTableName(key.reference().foreignTable)),
  }
}

/** `sealed()` is the only custom type that is kept as text. */
const isSealed = (column: PgColumn) => column.columnType === 'PgCustomColumn' && column.getSQLType() === 'text'

function inOrder(shapes: readonly TableShape[]): TableShape[] {
  const done: TableShape[] = []
  const visit = (shape: TableShape): void => {
    if (done.includes(shape)) return
    for (const other of shapes) if (other !== shape && shape.pointsTo.includes(other.name)) visit(other)
    done.push(shape)
  }
  for (const shape of shapes) visit(shape)
  return done
}
