import { and, eq, inArray } from 'drizzle-orm'
import type { AlertKind } from '../../contract/alerts.ts'
import { ROLES } from '../../contract/staff.ts'
import { communitiesOf, type Act } from '../act.ts'
import { tasks } from '../db/schema/index.ts'
import { DomainError } from '../errors.ts'
import { raiseAlert } from '../journal/raise-alert.ts'

/**
 * Tells the lead that a look was refused because the budget is spent; anything else it leaves alone. After the refused
 * transaction, which leaves no trace. Only a task of the member's own units is named.
 */
export async function tellIfRefused(act: Act, cause: unknown, taskId: string | undefined): Promise<void> {
  if (!(cause instanceof DomainError) || cause.code !== 'look_limit') return
  await tellLead(act, 'look_limit', taskId)
}

/** Tells the leads of the task's unit, else of the unit of the member's first role. */
export async function tellLead(act: Act, kind: AlertKind, taskId: string | undefined): Promise<void> {
  const { member } = act
  await act.db.transaction(async tx => {
    const own = taskId === undefined ? undefined : and(eq(tasks.id, taskId), inOwnUnits(act))
    const [task] = own ? await tx.select({ id: tasks.id, unitId: tasks.unitId }).from(tasks).where(own) : []
    const unitId = task?.unitId ?? member.grants[0]?.unitId
    const about = { taskId: task?.id ?? null, staffId: member.staffId, at: act.clock() }
    if (unitId) await raiseAlert(tx, { kind, unitId, ...about })
  })
}

const inOwnUnits = ({ member }: Act) => inArray(tasks.unitId, communitiesOf(member, ROLES))
