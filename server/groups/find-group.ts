import { sql } from 'drizzle-orm'
import type { GroupChannel, GroupKind } from '../../contract/groups.ts'
import { rowsOf, type Db } from '../db/db.ts'
import type { Sealed } from '../db/schema/columns.ts'

export interface FoundGroup {
  id: string
  unitId: string
  kind: GroupKind
  name: string
  channel: GroupChannel
  addressSealed: Sealed
}

/** The unit's own group of this kind, else the nearest one above it; null where none is set. */
export async function findGroupFor(db: Db, unitId: string, kind: GroupKind): Promise<FoundGroup | null> {
  const [group] = await rowsOf<FoundGroup>(
    db,
    sql`
      select g.id, g.unit_id as "unitId", g.kind, g.name, g.channel, g.address_sealed as "addressSealed"
      from units u join groups g on g.unit_id = any(u.path) and g.kind = ${kind}
      where u.id = ${unitId}
      order by array_position(u.path, g.unit_id) desc limit 1`,
  )
  return group ?? null
}
