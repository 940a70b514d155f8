import { and, eq, sql } from 'drizzle-orm'
import type { PlacedDepartment } from '../../domain/units/unit-level.ts'
import type { Db } from '../db/db.ts'
import { inParts } from '../db/in-parts.ts'
import { staff } from '../db/schema/index.ts'
import type { WecomMember } from '../ports/wecom.ts'

/** Adds and renames staff and gives everyone the deepest unit of theirs as home. */
export async function writeMembers(
  tx: Db,
  members: readonly WecomMember[],
  placed: readonly PlacedDepartment[],
  unitIds: ReadonlyMap<number, string>,
): Promise<void> {
  const places = new Map(placed.map(place => [place.id, place]))
  const rows = members.map(({ userId, name, departmentIds }) => {
    const home = homeOf(departmentIds, places)
    return { userid: userId, name: name || userId, unitId: home === null ? null : (unitIds.get(home) ?? null) }
  })
  for (const part of inParts(rows)) {
    await tx
      .insert(staff)
      .values(part)
      .onConflictDoUpdate({
        target: staff.userid,
        set: { name: sql`excluded.name`, unitId: sql`excluded.unit_id`, active: true, leftAt: null },
      })
  }
}

/** The deepest unit among the member's departments; a department that is none counts for the nearest unit above it. */
function homeOf(departmentIds: readonly number[], places: ReadonlyMap<number, PlacedDepartment>): number | null {
  const homes = departmentIds.flatMap(id => {
    const unit = places.get(id)?.unit ?? null
    return unit === null ? [] : [{ unit, depth: places.get(unit)?.depth ?? 0 }]
  })
  return (
    homes.reduce<(typeof homes)[number] | null>((best, home) => (best && best.depth >= home.depth ? best : home), null)
      ?.unit ?? null
  )
}

/** Notes who was active and stands in the directory no longer. Answers with their ids. */
export async function markLeft(tx: Db, members: readonly WecomMember[], now: Date): Promise<string[]> {
  const present = members.map(member => member.userId)
  const left = await tx
    .update(staff)
    .set({ active: false, leftAt: now })
    .where(and(eq(staff.active, true), sql`${staff.userid} <> all(${sql.param(present)}::text[])`))
    .returning({ id: staff.id })
  return left.map(row => row.id)
}
