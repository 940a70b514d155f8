import { sql, type SQL } from 'drizzle-orm'
import type { ListMembersQuery, StaffMember } from '../../contract/staff.ts'
import type { Act } from '../act.ts'
import { rowsOf } from '../db/db.ts'
import { PARTED } from '../access/part-from-earlier.ts'
import { isBelowAny, ledUnitIds, requireLed } from '../access/led-units.ts'

/** More do not help on a phone; who is not among them is found by search. */
const MAX_MEMBERS = 200

interface MemberRow extends Omit<StaffMember, 'lastSeenAt'> {
  lastSeenAt: string | null
}

/**
 * Staff of the led subtree, by home unit or by a role there. Who has neither home nor role belongs to the whole, so
 * leads of a top unit see them. Roles outside the subtree are not shown: `setRoles` does not touch them either.
 * @throws DomainError `not_found` for a unit outside the subtree
 */
export async function listMembers(act: Act, query: ListMembersQuery): Promise<StaffMember[]> {
  const { unitId, search = '' } = query
  if (unitId !== undefined) await requireLed(act, [unitId])
  const within = unitId === undefined ? ledUnitIds(act.member) : [unitId]
  const found = search.toLowerCase()
  return selectMembers(
    act,
    sql`${belongsTo(within)} and (strpos(lower(s.name), ${found}) > 0 or strpos(s.userid, ${found}) > 0)`,
  )
}

/** The member of staff with this id, where the lead sees them; else null. */
export async function findLedMember(act: Act, staffId: string): Promise<StaffMember | null> {
  const [row] = await selectMembers(act, sql`${belongsTo(ledUnitIds(act.member))} and s.id = ${staffId}`)
  return row ?? null
}

const belongsTo = (unitIds: readonly string[]): SQL => sql`(
  ${isBelowAny(sql`h.path`, unitIds)}
  or exists (select from role_grants g join units u on u.id = g.unit_id
    where g.staff_id = s.id and ${isBelowAny(sql`u.path`, unitIds)})
  or (s.unit_id is null and not exists (select from role_grants g where g.staff_id = s.id)
    and exists (select from units t where t.parent_id is null and t.id = any(${sql.param(unitIds)}::uuid[])))
)`

async function selectMembers(act: Act, where: SQL): Promise<StaffMember[]> {
  const rows = await rowsOf<MemberRow>(
    act.db,
    sql`
      select s.id, s.userid, s.name, h.name as "unitName", s.active, s.last_seen_at as "lastSeenAt",
        coalesce((
          select jsonb_agg(jsonb_build_object('role', g.role, 'unitId', u.id, 'unitName', u.name, 'unitLevel', u.level)
            order by cardinality(u.path), u.name, g.role)
          from role_grants g join units u on u.id = g.unit_id
          where g.staff_id = s.id and ${isBelowAny(sql`u.path`, ledUnitIds(act.member))}
        ), '[]') as grants
      from staff s left join units h on h.id = s.unit_id
      where ${where} and strpos(s.userid, ${PARTED}) = 0
      order by s.active desc, s.name, s.id limit ${MAX_MEMBERS}`,
  )
  return rows.map(row => ({ ...row, lastSeenAt: row.lastSeenAt && new Date(row.lastSeenAt).toISOString() }))
}
