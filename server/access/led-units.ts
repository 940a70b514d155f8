import { isNull, sql, type SQL } from 'drizzle-orm'
import type { Member, Act } from '../act.ts'
import { rowsOf } from '../db/db.ts'
import { units } from '../db/schema/index.ts'
import { DomainError } from '../errors.ts'

/** The units the member leads, as granted; all below them are led too. */
export function ledUnitIds(member: Member): string[] {
  return [...new Set(member.grants.filter(grant => grant.role === 'lead').map(grant => grant.unitId))]
}

/** SQL: whether a unit with this path lies below one of these units, or is one of them. */
export const isBelowAny = (path: SQL, unitIds: readonly string[]): SQL => sql`${path} && ${sql.param(unitIds)}::uuid[]`

/**
 * Refuses units outside the subtree the member leads; they do not exist for that member.
 * @throws DomainError `not_found`
 */
export async function requireLed(act: Act, unitIds: readonly string[]): Promise<void> {
  const asked = new Set(unitIds)
  const led = await rowsOf<{ id: string }>(
    act.db,
    sql`
      select u.id from units u
      where u.id = any(${sql.param([...asked])}::uuid[]) and ${isBelowAny(sql`u.path`, ledUnitIds(act.member))}`,
  )
  if (led.length < asked.size) throw new DomainError('not_found')
}

/** @throws DomainError `forbidden` for a lead of a part of the tree only */
export async function requireTopLead(act: Act): Promise<void> {
  const tops = await act.db.select({ id: units.id }).from(units).where(isNull(units.parentId))
  const led = ledUnitIds(act.member)
  if (!tops.some(({ id }) => led.includes(id))) throw new DomainError('forbidden')
}
