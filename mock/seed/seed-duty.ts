import { and, eq } from 'drizzle-orm'
import type { Role } from '../../contract/staff.ts'
import { dutySlots } from '../../domain/duty/slots.ts'
import { only } from '../../server/db/db.ts'
import { roleGrants, shifts, staff } from '../../server/db/schema/index.ts'
import type { Work } from '../../server/act.ts'

/** Who is on duty in 澜汀街道: in the running shift, and in the next one. The other streets keep no roster. */
const ON_DUTY: readonly (readonly [userId: string, role: Role, slot: number])[] = [
  ['chen.xiao', 'caller', 0],
  ['he.qing', 'caller', 0],
  ['luo.wen', 'caller', 1],
  ['lin.yu', 'recorder', 0],
  ['zhou.jing', 'recorder', 1],
]

/** Puts people of one street on duty, so that the demo shows whom a nudge leaves alone. */
export async function seedDuty({ db }: Work, now: Date): Promise<void> {
  const slots = dutySlots(now.getTime())
  for (const [userId, role, at] of ON_DUTY) {
    const slot = slots[at]
    if (!slot) continue
    const held = and(eq(staff.userid, userId), eq(roleGrants.role, role))
    const { staffId, unitId } = only(
      await db
        .select({ staffId: staff.id, unitId: roleGrants.unitId })
        .from(roleGrants)
        .innerJoin(staff, eq(staff.id, roleGrants.staffId))
        .where(held),
    )
    const { startsAt, endsAt } = slot
    await db
      .insert(shifts)
      .values({ staffId, unitId, role, startsAt: new Date(startsAt), endsAt: new Date(endsAt), setAt: now })
  }
}
