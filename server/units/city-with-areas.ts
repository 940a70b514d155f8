import { inArray } from 'drizzle-orm'
import { areaWords, type City } from '../../domain/city.ts'
import type { Deps } from '../app-env.ts'
import type { Db } from '../db/db.ts'
import { units } from '../db/schema/index.ts'

/** The configured city with the districts, streets and communities of the unit tree as its own areas. */
export async function cityWithAreas({ config }: Pick<Deps, 'config'>, db: Db): Promise<City> {
  const rows = await db
    .select({ name: units.name })
    .from(units)
    .where(inArray(units.level, ['district', 'street', 'community']))
  const areas = [...new Set([...config.city.areas, ...areaWords(rows.map(row => row.name))])]
  return { ...config.city, areas }
}
