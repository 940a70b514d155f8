import { sql } from 'drizzle-orm'
import type { SetRoles, StaffMember } from '../../contract/staff.ts'
import type { Act } from '../act.ts'
import { rowsOf, type Db } from '../db/db.ts'
import { takeLock } from '../db/locks.ts'
import { roleGrants } from '../db/schema/index.ts'
import { DomainError } from '../errors.ts'
import type { RoleChange } from '../access/role-change.ts'
import { appendEvents } from '../journal/append-event.ts'
import { noteRoles } from '../journal/note-roles.ts'
import { isBelowAny, ledUnitIds, requireLed } from '../access/led-units.ts'
import { findLedMember } from './list-members.ts'

/**
 * Replaces all roles the member of staff holds in the subtree the lead leads; roles elsewhere stay. What changes is an
 * audit entry in each unit concerned.
 * @throws DomainError `not_found` (person or unit outside the subtree), `member_left`, `last_lead`
 */
export async function setRoles(act: Act, staffId: string, { grants }: SetRoles): Promise<StaffMember> {
  const { db, member: lead } = act
  await takeLock(db, 'roles')
  const member = await getLedMember(act, staffId)
  await requireLed(
    act,
    grants.map(grant => grant.unitId),
  )
  if (!member.active && grants.length > 0) throw new DomainError('member_left')
  const now = act.clock()
  const removed = await removeOthers(act, staffId, grants)
  const added = await addNew(act, staffId, grants)
  await requireLeadAbove(
    db,
    removed.filter(({ role }) => role === 'lead').map(({ unitId }) => unitId),
  )
  await noteRoles(act, lead.staffId, [...removed, ...added])
  await appendEvents(db, { kind: 'roles_changed', at: now, staffId, data: { by: lead.staffId } })
  return getLedMember(act, staffId, member)
}

/** Somebody without home unit is out of sight once the last role is gone; the lead still sees what was done. */
async function getLedMember(act: Act, staffId: string, before?: StaffMember): Promise<StaffMember> {
  const found = await findLedMember(act, staffId)
  if (found) return found
  if (!before) throw new DomainError('not_found')
  return { ...before, grants: [] }
}

async function addNew(act: Act, staffId: string, grants: SetRoles['grants']): Promise<RoleChange[]> {
  if (grants.length === 0) return []
  const rows = grants.map(grant => ({
    ...grant,
    staffId,
    grantedBy: act.member.staffId,
    grantedAt: act.clock(),
  }))
  const added = await act.db.insert(roleGrants).values(rows).onConflictDoNothing().returning()
  return added.map(({ role, unitId }) => ({ staffId, unitId, role, given: true }))
}

/** Takes away what the new set does not hold. */
async function removeOthers(act: Act, staffId: string, grants: SetRoles['grants']): Promise<RoleChange[]> {
  const removed = await rowsOf<Pick<RoleChange, 'role' | 'unitId'>>(
    act.db,
    sql`
      delete from role_grants g using units u
      where u.id = g.unit_id and g.staff_id = ${staffId} and ${isBelowAny(sql`u.path`, ledUnitIds(act.member))}
        and (g.role, g.unit_id) not in (
          select x.role, x."unitId" from jsonb_to_recordset(${JSON.stringify(grants)}::jsonb) as x(role text, "unitId" uuid)
        )
      returning g.role, g.unit_id as "unitId"`,
  )
  return removed.map(({ role, unitId }) => ({ staffId, unitId, role, given: false }))
}

/** Every unit keeps a lead of its own or above it who is still in the directory; nobody else could give the role back. */
async function requireLeadAbove(tx: Db, unitIds: readonly string[]): Promise<void> {
  const unled = await rowsOf<{ id: string }>(
    tx,
    sql`
      select u.id from units u where u.id = any(${sql.param(unitIds)}::uuid[]) and not exists (
        select from role_grants g join staff s on s.id = g.staff_id
        where g.role = 'lead' and s.active and g.unit_id = any(u.path))`,
  )
  if (unled.length > 0) throw new DomainError('last_lead')
}
