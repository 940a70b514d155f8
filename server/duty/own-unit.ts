import { eq } from 'drizzle-orm'
import type { Act } from '../act.ts'
import { units } from '../db/schema/index.ts'
import { DomainError } from '../errors.ts'

/**
 * The asked unit, or the first one the member has a role in; one above or beside those does not exist for them.
 * @throws DomainError `not_found`
 */
export async function findOwnUnit({ db, member }: Act, asked: string | undefined) {
  const own = member.grants.map(grant => grant.unitId)
  const wanted = asked ?? own[0]
  if (wanted === undefined) throw new DomainError('not_found')
  const [unit] = await db.select().from(units).where(eq(units.id, wanted))
  if (!unit?.path.some(id => own.includes(id))) throw new DomainError('not_found')
  return unit
}
