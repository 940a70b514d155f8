import { sql } from 'drizzle-orm'
import type { Progress } from '../../contract/progress.ts'
import { workDayStart } from '../../domain/progress/work-day.ts'
import type { Act } from '../act.ts'
import { only } from '../db/db.ts'
import { units } from '../db/schema/index.ts'
import { countHours } from './count-hours.ts'
import { countUnits } from './count-units.ts'
import { getLedUnit } from './led-unit.ts'

/**
 * Live numbers of a unit and of each unit below it.
 * @throws DomainError `not_found` where the unit is not in the lead's subtree
 */
export async function getProgress(act: Act, unitId: string | undefined): Promise<Progress> {
  const { db, clock } = act
  const now = clock()
  const unit = await getLedUnit(act, unitId)
  const [whole, children, path, hourly] = await Promise.all([
    countUnits(db, unit.id, 'self', now),
    countUnits(db, unit.id, 'children', now),
    listPath(act, unit.path),
    countHours(db, unit.id, now),
  ])
  const since = new Date(workDayStart(now)).toISOString()
  return { at: now.toISOString(), since, unit: only(whole), path, children, hourly }
}

/** From the top the member leads down to the unit. */
async function listPath(act: Act, path: readonly string[]) {
  const led = new Set(act.member.grants.filter(grant => grant.role === 'lead').map(grant => grant.unitId))
  const first = path.findIndex(id => led.has(id))
  const rows = await act.db
    .select({ id: units.id, name: units.name })
    .from(units)
    .where(sql`${units.id} = any(${sql.param(path)}::uuid[])`)
  return path.slice(Math.max(first, 0)).flatMap(id => rows.find(row => row.id === id) ?? [])
}
