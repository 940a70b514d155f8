import type { PoolClient } from 'pg'
import { listTables } from '../../db/tables.ts'
import type { Sealed } from '../../db/schema/columns.ts'
import { PLACES_IN_SQL, placeInTable, type Place } from '../../privacy/places.ts'
import { hasTable } from '../database/catalog.ts'
import { isUnbound, openUnbound } from './bind-values.ts'
import type { KeyRing } from './key-ring.ts'
import { createSealer } from './sealer.ts'

interface Sample {
  value: Sealed
  place: Place
}

/** Whether the keys open what the database holds, by one value of it; true where it holds none. */
export async function opensSample(client: PoolClient, ring: KeyRing): Promise<boolean> {
  const sample = await findSample(client)
  if (sample === null) return true
  try {
    if (isUnbound(sample.value)) openUnbound(ring, sample.value)
    else createSealer(ring).open(sample.value, sample.place)
    return true
  } catch {
    return false
  }
}

async function findSample(client: PoolClient): Promise<Sample | null> {
  for (const { name, sealedColumns } of listTables()) {
    const where = PLACES_IN_SQL[name]
    if (where === undefined || !(await hasTable(client, name))) continue
    for (const column of sealedColumns) {
      const { rows } = await client.query<{ value: Sealed; row: string; community: string }>(
        `select t."${column}" as value, ${where.row} as row, ${where.community} as community
         from "${name}" t where t."${column}" <> '' limit 1`,
      )
      const [found] = rows
      if (found) return { value: found.value, place: placeInTable(`${name}.${column}`, found.row, found.community) }
    }
  }
  return null
}
