import { inArray } from 'drizzle-orm'
import { areaWords, type City } from '../../domain/city.ts'
import type { Act } from '../act.ts'
import { units } from '../db/schema/index.ts'

/** The configured city with the districts, streets and communities of the unit tree as its own areas. */
export async function cityWithAreas({ db, city }: Pick<Act, 'db' | 'city'>): Promise<City> {
  const rows = await db
    .select({ name: units.name })
    .from(units)
    .where(inArray(units.level, ['district', 'street', 'community']))
  const areas = [...new Set([...city.areas, ...areaWords(rows.map(row => row.name))])]
  return { ...city, areas }
}
