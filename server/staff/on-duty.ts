import { sql } from 'drizzle-orm'
import type { Role } from '../../contract/staff.ts'
import { DAY_MS } from '../../domain/time/lengths.ts'
import { rowsOf, type Db } from '../db/db.ts'

export interface DutyPerson {
  staffId: string
  userid: string
  name: string
}

export interface OnDuty {
  /** Whether a roster is kept for the unit: without one everybody with the role counts as on duty. */
  rostered: boolean
  people: DutyPerson[]
}

interface Asked {
  /** The unit with those above it, from the top down. */
  path: readonly string[]
  role: Role
  now: Date
}

/** A roster is kept where somebody had or has a shift since so long ago. */
const KEPT_MS = 7 * DAY_MS

/**
 * Who is on duty for a unit: those on shift who hold the role, of the unit nearest to it. Where no roster is kept, all
 * who hold the role at the nearest unit. Whoever handed over, is off or was taken off the roster is not among them.
 */
export async function findOnDuty(db: Db, { path, role, now }: Asked): Promise<OnDuty> {
  const units = sql`${sql.param([...path])}::uuid[]`
  const rostered = await rowsOf(
    db,
    sql`
      select from shifts where unit_id = any(${units}) and role = ${role} and removed_at is null
        and ends_at > ${new Date(now.getTime() - KEPT_MS)} limit 1`,
  )
  const onShift = sql`exists (
    select from shifts h where h.staff_id = s.id and h.unit_id = any(${units}) and h.role = ${role}
      and h.removed_at is null and h.starts_at <= ${now} and h.ends_at > ${now})`
  const people = await rowsOf<DutyPerson & { unitId: string }>(
    db,
    sql`
      select s.id as "staffId", s.userid, s.name, g.unit_id as "unitId"
      from role_grants g join staff s on s.id = g.staff_id and s.active
      where g.role = ${role} and g.unit_id = any(${units}) ${rostered.length > 0 ? sql`and ${onShift}` : sql``}
      order by s.userid`,
  )
  const nearest = [...path].reverse().find(unitId => people.some(person => person.unitId === unitId))
  const found = people.filter(person => person.unitId === nearest)
  return {
    rostered: rostered.length > 0,
    people: found.map(({ staffId, userid, name }) => ({ staffId, userid, name })),
  }
}

/** Whoever comes on duty next, where a roster is kept; else nobody. */
export async function findNextOnDuty(db: Db, { path, role, now }: Asked): Promise<DutyPerson[]> {
  return rowsOf<DutyPerson>(
    db,
    sql`
      select s.id as "staffId", s.userid, s.name from shifts h join staff s on s.id = h.staff_id and s.active
      where h.unit_id = any(${sql.param([...path])}::uuid[]) and h.role = ${role} and h.removed_at is null
        and h.starts_at > ${now}
      order by h.starts_at, s.userid limit 1`,
  )
}
