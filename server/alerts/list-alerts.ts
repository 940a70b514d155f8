import { and, desc, eq, inArray, isNull, sql } from 'drizzle-orm'
import { alias } from 'drizzle-orm/pg-core'
import type { Alert, AlertList } from '../../contract/alerts.ts'
import type { Act, Member } from '../act.ts'
import type { Db } from '../db/db.ts'
import { alerts, staff, tasks, units } from '../db/schema/index.ts'
import { DomainError } from '../errors.ts'
import { isBelowAny, ledUnitIds } from '../access/led-units.ts'
import { openCard } from '../tasks/sealed-task.ts'

const SHOWN = 50

/**
 * What the member's subtree must be looked at for: unseen before seen, positives before the rest, then the newest. A task is named
 * only where the member leads its unit too, whatever the alert says of it.
 */
export async function listAlerts({ db, sealer, member }: Act): Promise<AlertList> {
  const looker = alias(staff, 'looker')
  const rows = await db
    .select({ alert: alerts, unitName: units.name, task: tasks, staffName: staff.name, seenBy: looker.name })
    .from(alerts)
    .innerJoin(units, eq(units.id, alerts.unitId))
    .leftJoin(tasks, and(eq(tasks.id, alerts.taskId), inArray(tasks.unitId, ledUnits(db, member))))
    .leftJoin(staff, eq(staff.id, alerts.staffId))
    .leftJoin(looker, eq(looker.id, alerts.seenBy))
    .where(inArray(alerts.unitId, ledUnits(db, member)))
    .orderBy(sql`${alerts.seenAt} is not null`, sql`${alerts.kind} <> 'positive'`, desc(alerts.at), alerts.id)
    .limit(SHOWN)
  return {
    alerts: rows.map(({ alert, unitName, task, staffName, seenBy }): Alert => {
      const card = task && openCard(sealer, task)
      return {
        id: alert.id,
        kind: alert.kind,
        at: alert.at.toISOString(),
        unitId: alert.unitId,
        unitName,
        taskId: task?.id ?? null,
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
export async function seeAlert({ db, clock, member }: Act, alertId: string): Promise<void> {
  const own = and(eq(alerts.id, alertId), inArray(alerts.unitId, ledUnits(db, member)))
  const [known] = await db.select({ id: alerts.id }).from(alerts).where(own)
  if (!known) throw new DomainError('not_found')
  await db
    .update(alerts)
    .set({ seenAt: clock(), seenBy: member.staffId })
    .where(and(own, isNull(alerts.seenAt)))
}

/** The units the member leads and all below them, as a query of their ids. */
const ledUnits = (db: Db, member: Member) =>
  db
    .select({ id: units.id })
    .from(units)
    .where(isBelowAny(sql`${units.path}`, ledUnitIds(member)))
