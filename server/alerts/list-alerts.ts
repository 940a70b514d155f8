import { and, desc, eq, isNull, sql } from 'drizzle-orm'
import { alias } from 'drizzle-orm/pg-core'
import type { Alert, AlertList } from '../../contract/alerts.ts'
import { communitiesOf, type Deps, type Member } from '../app-env.ts'
import type { Db } from '../db/db.ts'
import { alerts, staff, tasks, units } from '../db/schema/index.ts'
import { DomainError } from '../errors.ts'
import { openJson } from '../privacy/sealer.ts'
import type { TaskCard } from '../tasks/task-card.ts'
import { ledUnitIds } from '../access/led-units.ts'

const SHOWN = 50

/** What the member's subtree must be looked at for: unseen first, the newest first. */
export async function listAlerts({ db, sealer }: Deps, member: Member): Promise<AlertList> {
  const looker = alias(staff, 'looker')
  const rows = await db
    .select({ alert: alerts, unitName: units.name, task: tasks, staffName: staff.name, seenBy: looker.name })
    .from(alerts)
    .innerJoin(units, eq(units.id, alerts.unitId))
    .leftJoin(tasks, eq(tasks.id, alerts.taskId))
    .leftJoin(staff, eq(staff.id, alerts.staffId))
    .leftJoin(looker, eq(looker.id, alerts.seenBy))
    .where(isLedUnit(member))
    .orderBy(sql`${alerts.seenAt} is not null`, desc(alerts.at), alerts.id)
    .limit(SHOWN)
  return {
    alerts: rows.map(({ alert, unitName, task, staffName, seenBy }): Alert => {
      const card = task && openJson<TaskCard>(sealer, task.cardSealed)
      return {
        id: alert.id,
        kind: alert.kind,
        at: alert.at.toISOString(),
        unitId: alert.unitId,
        unitName,
        taskId: alert.taskId,
        taskCode: task?.code ?? null,
        name: card?.name ?? null,
        phoneTail: card?.phoneTail ?? null,
        staffName,
        seenAt: alert.seenAt?.toISOString() ?? null,
        seenBy,
      }
    }),
  }
}

/**
 * Notes that a lead has looked; the first one counts.
 * @throws DomainError `not_found`
 */
export async function seeAlert({ clock }: Deps, tx: Db, member: Member, alertId: string): Promise<void> {
  const own = and(eq(alerts.id, alertId), isLedUnit(member))
  const [known] = await tx.select({ id: alerts.id }).from(alerts).where(own)
  if (!known) throw new DomainError('not_found')
  await tx
    .update(alerts)
    .set({ seenAt: clock(), seenBy: member.staffId })
    .where(and(own, isNull(alerts.seenAt)))
}

/** Communities the member leads, and the led units themselves. */
function isLedUnit(member: Member) {
  const led = [...ledUnitIds(member), ...communitiesOf(member, ['lead'])]
  return sql`${alerts.unitId} = any(${sql.param(led)}::uuid[])`
}
