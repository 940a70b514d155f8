import type { ClientBase } from 'pg'

/** A table as this database has it, which may be of an older or a newer version than the program. */
export interface StoredTable {
  name: string
  /** Those that can be written back; the database fills transaction ids itself. */
  columns: string[]
  /** Filled from a sequence. */
  identityColumns: string[]
}

/** What a process keeps for itself and for the moment: worth nothing elsewhere. */
const OF_THE_MOMENT = ['schema_migrations', 'processes']

/** Every table that holds data, each after those its rows point to. */
export async function listStoredTables(client: ClientBase): Promise<StoredTable[]> {
  const { rows } = await client.query<StoredTable & { pointsTo: string[] }>(
    `select c.relname::text as name,
      array(select a.attname::text from pg_attribute a where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
        and a.atttypid <> 'xid8'::regtype order by a.attnum) as columns,
      array(select a.attname::text from pg_attribute a where a.attrelid = c.oid and a.attidentity <> '') as "identityColumns",
      array(select f.confrelid::regclass::text from pg_constraint f
        where f.conrelid = c.oid and f.contype = 'f' and f.confrelid <> c.oid) as "pointsTo"
    from pg_class c where c.relnamespace = 'public'::regnamespace and c.relkind = 'r' and c.relname::text <> all($1::text[])
    order by c.relname`,
    [OF_THE_MOMENT],
  )
  return inOrder(rows).map(({ name, columns, identityColumns }) => ({ name, columns, identityColumns }))
}

export async function hasTable(client: ClientBase, name: string): Promise<boolean> {
  const { rows } = await client.query<{ there: boolean }>('select to_regclass($1) is not null as there', [
    `public.${name}`,
  ])
  return rows[0]?.there === true
}

/** The migrations of this database, oldest first; none where it never had any. */
export async function listApplied(client: ClientBase): Promise<string[]> {
  if (!(await hasTable(client, 'schema_migrations'))) return []
  const { rows } = await client.query<{ name: string }>('select name from schema_migrations order by name')
  return rows.map(row => row.name)
}

type Pointing = StoredTable & { pointsTo: string[] }

function inOrder(tables: readonly Pointing[]): Pointing[] {
  const done: Pointing[] = []
  const visit = (table: Pointing): void => {
    if (done.includes(table)) return
    for (const other of tables) if (other !== table && table.pointsTo.includes(other.name)) visit(other)
    done.push(table)
  }
  for (const table of tables) visit(table)
  return done
}
