import { and, eq, isNull, sql } from 'drizzle-orm'
import { only, type Db } from '../db/db.ts'
import { units } from '../db/schema/index.ts'

/** Tasks wait here when the list does not say whose they are and nobody was there to ask. */
const NAME = '待分配'

/** The community under the top of the tree that holds what nobody could place; made when it is needed first. */
export async function holdingCommunity(tx: Db): Promise<string> {
  const own = and(eq(units.name, NAME), eq(units.level, 'community'), isNull(units.departmentId))
  const [known] = await tx.select({ id: units.id }).from(units).where(own)
  if (known) return known.id
  const [top] = await tx
    .select({ id: units.id, path: units.path })
    .from(units)
    .where(isNull(units.parentId))
    .orderBy(sql`${units.departmentId} nulls last`)
    .limit(1)
  const id = crypto.randomUUID()
  const row = {
    id,
    parentId: top?.id ?? null,
    level: 'community' as const,
    name: NAME,
    path: [...(top?.path ?? []), id],
  }
  return only(await tx.insert(units).values(row).returning({ id: units.id })).id
}
