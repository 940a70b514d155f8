import { sql } from 'drizzle-orm'
import type { SubjectAudit } from '../../contract/audit.ts'
import { guessOfNumber } from '../../domain/looks/guesses.ts'
import { readPhones } from '../../domain/person/phone.ts'
import type { Act } from '../act.ts'
import { DomainError } from '../errors.ts'
import { takeGuesses } from '../looks/take-guesses.ts'
import { takeLook } from '../looks/take-look.ts'
import { auditEntryOf, isLedBy, selectAudit } from './list-audit.ts'

const MOST = 500

/**
 * Who looked at the data behind this number, in the units the lead leads. The number is looked up by its keyed hash and
 * not kept; the search is an entry itself.
 * @throws DomainError `invalid_input` for what is no number, `look_limit`
 */
export async function searchSubject(act: Act, phone: string): Promise<SubjectAudit> {
  const { member } = act
  const number = numberOf(phone)
  const [mayCompare] = await takeGuesses(act, [guessOfNumber(number)])
  const phoneHash = act.sealer.hash('phone', number)
  const rows = await selectAudit(
    act,
    sql`${isLedBy(member)} and (e.phone_hash = ${phoneHash}
      or e.task_id in (select k.id from tasks k where k.phone_hashes @> array[${phoneHash}]::text[]))`,
    MOST,
  )
  // Behind the question, so that the search itself is not among its answers.
  await takeLook(act, { kind: 'search', roles: ['lead'], phoneHash })
  return { items: !mayCompare ? [] : rows.map(row => auditEntryOf(act, row)) }
}

function numberOf(text: string): string {
  const [phone] = readPhones(text).phones
  if (!phone) throw new DomainError('invalid_input', { fields: [{ path: 'phone', problem: 'no number' }] })
  return phone.key
}
