import { sql } from 'drizzle-orm'
import type { Community } from '../../domain/lists/place-row.ts'
import { rowsOf, type Db } from '../db/db.ts'

/** Every community of the tree by name; `ownIds`: those the importer may hand tasks to, null: all of them. */
export async function listCommunities(db: Db, ownIds: readonly string[] | null): Promise<Community[]> {
  const rows = await rowsOf<Omit<Community, 'own'>>(
    db,
    sql`
      select c.id, c.name, coalesce(s.name, '') as street, coalesce(d.name, '') as district
      from units c
      left join units s on s.id = any(c.path) and s.level = 'street'
      left join units d on d.id = any(c.path) and d.level = 'district'
      where c.level = 'community' order by c.name, c.id`,
  )
  const own = new Set(ownIds)
  return rows.map(row => ({ ...row, own: ownIds === null || own.has(row.id) }))
}
