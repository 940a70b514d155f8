import { and, eq, gt } from 'drizzle-orm'
import type { AlertKind } from '../../contract/alerts.ts'
import type { Db } from '../db/db.ts'
import { takeLockOf } from '../db/locks.ts'
import { alerts } from '../db/schema/index.ts'
import { appendEvents } from './append-event.ts'
import { HOUR_MS, MINUTE_MS } from '../../domain/time/lengths.ts'

export interface NewAlert {
  kind: AlertKind
  /** The unit whose leads are told, and those above them. */
  unitId: string
  taskId?: string | null
  /** Whose doing it is; what the lab finds is nobody's. */
  staffId?: string
  at: Date
}

/** Alerts of one kind about one person within this time are one: sixty screenshots must not push a positive off the page. */
const JOINED_MS: Partial<Record<AlertKind, number>> = {
  looks_near: HOUR_MS,
  look_limit: HOUR_MS,
  guessing: HOUR_MS,
  screenshot: 10 * MINUTE_MS,
}

/** Tells the leads of a unit, in the transaction of what happened; joined to the one before where the kind is. */
export async function raiseAlert(tx: Db, ...raised: NewAlert[]): Promise<void> {
  for (const alert of raised) {
    if (await isJoined(tx, alert)) continue
    await tx.insert(alerts).values(alert)
    await appendEvents(tx, { kind: 'alert_raised', at: alert.at, unitId: alert.unitId })
  }
}

async function isJoined(tx: Db, { kind, staffId, at }: NewAlert): Promise<boolean> {
  const joinedMs = JOINED_MS[kind]
  if (joinedMs === undefined || staffId === undefined) return false
  // One after the other, so that many at once are one as well.
  await takeLockOf(tx, 'alerts about', staffId)
  const since = new Date(at.getTime() - joinedMs)
  const same = and(eq(alerts.kind, kind), eq(alerts.staffId, staffId), gt(alerts.at, since))
  return (await tx.$count(alerts, same)) > 0
}
