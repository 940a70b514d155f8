import { eq, sql } from 'drizzle-orm'
import type { Group, GroupAbove, GroupKind, UnitGroups } from '../../contract/groups.ts'
import type { UnitLevel } from '../../contract/units.ts'
import type { Act } from '../act.ts'
import { rowsOf, type Db } from '../db/db.ts'
import { groups, units } from '../db/schema/index.ts'
import { isBelowAny, ledUnitIds } from '../access/led-units.ts'
import { toGroup } from './group-view.ts'

interface UnitRow {
  id: string
  name: string
  level: UnitLevel
  path: string[]
}

/** The units the member leads, from the top down, each with its groups and those above that would take its messages. */
export async function listGroups(act: Act): Promise<UnitGroups[]> {
  const { db } = act
  const led = await rowsOf<UnitRow>(
    db,
    sql`
      select u.id, u.name, u.level, u.path from units u where ${isBelowAny(sql`u.path`, ledUnitIds(act.member))}
      order by cardinality(u.path), u.name`,
  )
  const known = await readGroups(db)
  return led.map(({ id, name, level, path }) => ({
    unitId: id,
    unitName: name,
    unitLevel: level,
    result: known.get(keyOf(id, 'result')) ?? null,
    bulletin: known.get(keyOf(id, 'bulletin')) ?? null,
    resultAbove: findAbove(known, path, 'result'),
    bulletinAbove: findAbove(known, path, 'bulletin'),
  }))
}

const keyOf = (unitId: string, kind: GroupKind) => `${unitId} ${kind}`

/** All groups there are: few, and a unit may hang on one far above. */
async function readGroups(db: Db): Promise<Map<string, Group>> {
  const rows = await db
    .select({ group: groups, unitName: units.name })
    .from(groups)
    .innerJoin(units, eq(units.id, groups.unitId))
  return new Map(rows.map(({ group, unitName }) => [keyOf(group.unitId, group.kind), toGroup(group, unitName)]))
}

function findAbove(known: ReadonlyMap<string, Group>, path: readonly string[], kind: GroupKind): GroupAbove | null {
  const above = path
    .slice(0, -1)
    .reverse()
    .flatMap(unitId => known.get(keyOf(unitId, kind)) ?? [])
  const [nearest] = above
  return nearest ? { unitName: nearest.unitName, name: nearest.name } : null
}
