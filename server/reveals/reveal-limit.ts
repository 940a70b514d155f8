import { and, eq, gt, inArray } from 'drizzle-orm'
import { ROLES } from '../../contract/staff.ts'
import { communitiesOf, type Act } from '../act.ts'
import type { Db } from '../db/db.ts'
import { takeLockOf } from '../db/locks.ts'
import { auditEntries, tasks } from '../db/schema/index.ts'
import { DomainError } from '../errors.ts'
import { raiseAlert } from '../journal/raise-alert.ts'

/** Clear values one person may look at within an hour. More is no work on one task after another. */
export const REVEALS_AN_HOUR = 60

const anHourBefore = (now: Date) => new Date(now.getTime() - 3_600_000)

/**
 * Counts what the person looked at in the last hour; looks of one person follow one another, so that many at once do
 * not slip through together.
 * @throws DomainError `reveal_limit`
 */
export async function requireBelowLimit(tx: Db, staffId: string, now: Date): Promise<void> {
  await takeLockOf(tx, 'reveals of', staffId)
  const looked = await tx.$count(
    auditEntries,
    and(eq(auditEntries.staffId, staffId), eq(auditEntries.action, 'reveal'), gt(auditEntries.at, anHourBefore(now))),
  )
  if (looked >= REVEALS_AN_HOUR) throw new DomainError('reveal_limit')
}

/** Tells the lead that somebody reached the limit. After the refused transaction, which leaves no trace. */
export async function raiseLimitAlert(act: Act, taskId: string): Promise<void> {
  const { member } = act
  const { staffId } = member
  const at = act.clock()
  await act.db.transaction(async tx => {
    const [task] = await tx
      .select({ id: tasks.id, unitId: tasks.unitId })
      .from(tasks)
      .where(and(eq(tasks.id, taskId), inArray(tasks.unitId, communitiesOf(member, ROLES))))
    const unitId = task?.unitId ?? member.grants[0]?.unitId
    if (unitId) await raiseAlert(tx, { kind: 'reveal_limit', unitId, taskId: task?.id ?? null, staffId, at })
  })
}
