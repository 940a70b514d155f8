import { isNull, sql, type SQL } from 'drizzle-orm'
import type { Member } from '../app-env.ts'
import type { Db } from '../db/db.ts'
import { units } from '../db/schema/index.ts'
import { DomainError } from '../errors.ts'

/** The units the member leads, as granted; all below them are led too. */
export function ledUnitIds(member: Member): string[] {
  return [...new Set(member.grants.filter(grant => grant.role === 'lead').map(grant => grant.unitId))]
}

/** SQL: whether the unit with this path lies in the member's led subtree. */
export function isLed(member: Member, path: SQL): SQL {
  return sql`${path} && ${sql.param(ledUnitIds(member))}::uuid[]`
}

/** Whether the member leads a top of the tree. */
export async function leadsTop(db: Db, member: Member): Promise<boolean> {
  const tops = await db.select({ id: units.id }).from(units).where(isNull(units.parentId))
  return tops.some(({ id }) => ledUnitIds(member).includes(id))
}

/** @throws DomainError `forbidden` for a lead of a part of the tree only */
export async function requireTopLead(db: Db, member: Member): Promise<void> {
  if (!(await leadsTop(db, member))) throw new DomainError('forbidden')
}
