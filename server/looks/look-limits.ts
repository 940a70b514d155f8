import { DEFAULT_LOOK_LIMITS, type LookLimits } from '../../contract/looks.ts'
import { ledUnitIds, requireTopLead } from '../access/led-units.ts'
import type { Act } from '../act.ts'
import type { Db } from '../db/db.ts'
import { lookLimits } from '../db/schema/index.ts'
import { appendAuditEntry } from '../journal/append-audit-entry.ts'

/** There is one row. */
const ONLY = 1

/** The limits in force. */
export async function getLookLimits(db: Db): Promise<LookLimits> {
  const [set] = await db
    .select({ peopleAPaste: lookLimits.peopleAPaste, peopleAnHour: lookLimits.peopleAnHour })
    .from(lookLimits)
  return set ?? DEFAULT_LOOK_LIMITS
}

/**
 * Sets the limits of everybody; they hold from the next look on. An entry, since it decides how much can be looked at.
 * @throws DomainError `forbidden` for a lead of a part of the tree only
 */
export async function setLookLimits(act: Act, limits: LookLimits): Promise<LookLimits> {
  await requireTopLead(act)
  const { db, member } = act
  const at = act.clock()
  const set = { ...limits, setBy: member.staffId, setAt: at }
  await db
    .insert(lookLimits)
    .values({ id: ONLY, ...set })
    .onConflictDoUpdate({ target: lookLimits.id, set })
  const [chain] = ledUnitIds(member)
  const reason = `每次粘贴 ${limits.peopleAPaste} 人，每小时 ${limits.peopleAnHour} 人`
  if (chain) await appendAuditEntry(act, { chain, at, staffId: member.staffId, action: 'limits', reason })
  return limits
}
