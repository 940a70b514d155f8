import type { Group } from '../../contract/groups.ts'
import type { groups } from '../db/schema/index.ts'

export type GroupRow = typeof groups.$inferSelect

/** What a lead may see of a group: everything but its address. */
export function toGroup(row: GroupRow, unitName: string): Group {
  const { id, unitId, kind, name, channel, addressHint, triedAt, problem } = row
  return { id, unitId, unitName, kind, name, channel, addressHint, triedAt: triedAt?.toISOString() ?? null, problem }
}
