import { sql } from 'drizzle-orm'
import type { SubjectAudit } from '../../contract/audit.ts'
import { guessOfNumber } from '../../domain/looks/guesses.ts'
import { readPhones } from '../../domain/person/phone.ts'
import { isBelowAny, ledUnitIds } from '../access/led-units.ts'
import type { Act } from '../act.ts'
import { units } from '../db/schema/index.ts'
import { DomainError } from '../errors.ts'
import { takeGuesses } from '../looks/take-guesses.ts'
import { takeLook } from '../looks/take-look.ts'
import { numberLookup } from '../privacy/lookups.ts'
import { auditEntryOf, isLedBy, selectAudit } from './list-audit.ts'

const MOST = 500

/**
 * Who looked at the data behind this number, in the units the lead leads. The number is looked up by the hash it has in
 * each of them and not kept; the search is an entry itself.
 * @throws DomainError `invalid_input` for what is no number, `look_limit`
 */
export async function searchSubject(act: Act, phone: string): Promise<SubjectAudit> {
  const { member } = act
  const number = numberOf(phone)
  const [mayCompare] = await takeGuesses(act, [guessOfNumber(number)])
  const hashes = await hashesOf(act, number)
  const rows = await selectAudit(
    act,
    sql`${isLedBy(member)} and (e.phone_hash = any(${hashes}::text[])
      or e.task_id in (select k.id from tasks k where k.lookups && ${hashes}::text[]))`,
    MOST,
  )
  // Behind the question, so that the search itself is not among its answers.
  await takeLook(act, { kind: 'search', roles: ['lead'], phone: number })
  return { items: !mayCompare ? [] : rows.map(row => auditEntryOf(act, row)) }
}

/** Under which the number stands in the units the member leads. */
async function hashesOf({ db, sealer, member }: Act, number: string) {
  const led = await db
    .select({ id: units.id })
    .from(units)
    .where(isBelowAny(sql`${units.path}`, ledUnitIds(member)))
  return sql.param(led.map(({ id }) => numberLookup(sealer, id, number)))
}

function numberOf(text: string): string {
  const [phone] = readPhones(text).phones
  if (!phone) throw new DomainError('invalid_input', { fields: [{ path: 'phone', problem: 'no number' }] })
  return phone.key
}
