import { eq } from 'drizzle-orm'
import type { Act } from '../act.ts'
import { units } from '../db/schema/index.ts'
import { DomainError } from '../errors.ts'

/**
 * The asked unit, else the highest one the member leads.
 * @throws DomainError `not_found` where it is not in the lead's subtree
 */
export async function getLedUnit(act: Act, unitId: string | undefined) {
  const led = act.member.grants.filter(grant => grant.role === 'lead').map(grant => grant.unitId)
  const wanted = unitId ?? led[0]
  if (wanted === undefined) throw new DomainError('not_found')
  const [unit] = await act.db.select().from(units).where(eq(units.id, wanted))
  if (!unit?.path.some(id => led.includes(id))) throw new DomainError('not_found')
  return unit
}
