import { sql } from 'drizzle-orm'
import type { HandOver, Roster, Shift } from '../../contract/duty.ts'
import { daysInARow } from '../../domain/duty/days-in-a-row.ts'
import { dayAt } from '../../domain/time/clock.ts'
import { startOfDay } from '../../domain/time/local-time.ts'
import { DAY_MS } from '../../domain/time/lengths.ts'
import type { Act } from '../act.ts'
import { rowsOf } from '../db/db.ts'
import { ledUnitIds } from '../access/led-units.ts'
import { findOwnUnit } from './own-unit.ts'

const BACK_MS = 14 * DAY_MS
const SHOWN = 20

/**
 * The roster of a unit: shifts from today on, who can be put on one, hand-overs of the last day and whom an urgent list
 * disturbed. For whoever works there, and for those who lead it.
 * @throws DomainError `not_found`
 */
export async function getRoster(act: Act, asked: string | undefined): Promise<Roster> {
  const { clock, member } = act
  const now = clock()
  const unit = await findOwnUnit(act, asked)
  const [shifts, members, handOvers, disturbances] = await Promise.all([
    listShifts(act, unit.id, now),
    listMembers(act, unit.id, now),
    listHandOvers(act, unit.id, now),
    listDisturbances(act, unit.id, now),
  ])
  const led = ledUnitIds(member)
  return {
    at: now.toISOString(),
    unitId: unit.id,
    unitName: unit.name,
    leads: unit.path.some(id => led.includes(id)),
    shifts,
    members,
    mine: await findRunning(act, now),
    handOvers,
    disturbances,
  }
}

const SHIFT = sql`h.id, h.staff_id as "staffId", s.name, h.role, h.unit_id as "unitId", u.name as "unitName",
  h.starts_at as "startsAt", h.ends_at as "endsAt"
  from shifts h join staff s on s.id = h.staff_id join units u on u.id = h.unit_id`

const toShift = (row: Shift): Shift => ({ ...row, startsAt: isoOf(row.startsAt), endsAt: isoOf(row.endsAt) })

async function listShifts({ db }: Act, unitId: string, now: Date): Promise<Shift[]> {
  const today = new Date(startOfDay(dayAt(now)))
  const rows = await rowsOf<Shift>(
    db,
    sql`
      select ${SHIFT} where u.path @> array[${unitId}::uuid] and h.removed_at is null and h.ends_at > ${today}
      order by h.starts_at, s.name`,
  )
  return rows.map(toShift)
}

/** The member's own shift that is running. */
async function findRunning({ db, member }: Act, now: Date): Promise<Shift | null> {
  const [row] = await rowsOf<Shift>(
    db,
    sql`
      select ${SHIFT} where h.staff_id = ${member.staffId} and h.removed_at is null
        and h.starts_at <= ${now} and h.ends_at > ${now}
      order by h.ends_at desc limit 1`,
  )
  return row ? toShift(row) : null
}

async function listMembers({ db }: Act, unitId: string, now: Date): Promise<Roster['members']> {
  const rows = await rowsOf<Omit<Roster['members'][number], 'daysInARow'> & { starts: string[] }>(
    db,
    sql`
      select s.id as "staffId", s.name, g.role, u.id as "unitId", u.name as "unitName",
        coalesce((select jsonb_agg(h.starts_at) from shifts h where h.staff_id = s.id and h.removed_at is null
          and h.starts_at between ${new Date(now.getTime() - BACK_MS)} and ${now}), '[]') as starts
      from role_grants g join staff s on s.id = g.staff_id and s.active join units u on u.id = g.unit_id
      where u.path @> array[${unitId}::uuid] order by g.role, s.name`,
  )
  const today = dayAt(now)
  return rows.map(({ starts, ...row }) => ({
    ...row,
    daysInARow: daysInARow(
      starts.map(at => dayAt(at)),
      today,
    ),
  }))
}

async function listHandOvers({ db }: Act, unitId: string, now: Date): Promise<HandOver[]> {
  const rows = await rowsOf<HandOver>(
    db,
    sql`
      select o.id, o.at, f.name as "fromName", t.name as "toName", t.id as "toStaffId", u.name as "unitName", o.role,
        o.notes, o.open
      from hand_overs o join staff f on f.id = o.from_staff_id join staff t on t.id = o.to_staff_id
      join units u on u.id = o.unit_id
      where u.path @> array[${unitId}::uuid] and o.at > ${new Date(now.getTime() - DAY_MS)}
      order by o.at desc limit ${SHOWN}`,
  )
  return rows.map(row => ({ ...row, at: isoOf(row.at) }))
}

async function listDisturbances({ db }: Act, unitId: string, now: Date): Promise<Roster['disturbances']> {
  const rows = await rowsOf<Roster['disturbances'][number]>(
    db,
    sql`
      select n.at, u.name as "unitName",
        coalesce((select jsonb_agg(s.name order by s.name) from staff s where s.id = any(n.staff_ids)), '[]') as names
      from nudges n join units u on u.id = n.unit_id
      where n.kind = 'urgent' and u.path @> array[${unitId}::uuid] and n.at > ${new Date(now.getTime() - BACK_MS)}
      order by n.at desc limit ${SHOWN}`,
  )
  return rows.map(row => ({ ...row, at: isoOf(row.at) }))
}

const isoOf = (time: string): string => new Date(time).toISOString()
