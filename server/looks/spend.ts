import { sql } from 'drizzle-orm'
import { DEFAULT_LOOK_LIMITS } from '../../contract/looks.ts'
import { only, rowsOf, type Db } from '../db/db.ts'
import { DomainError } from '../errors.ts'

/** A budget after something was spent of it, in people compared. */
export interface Spent {
  before: number
  after: number
  limit: number
}

interface Spending {
  staffId: string
  cost: number
  at: Date
}

/**
 * Takes the cost of a look from the member's hour, in the transaction of the look; the member's row is locked to its end,
 * so that many at once follow one another. An hour begins with the first look after the one before was over.
 * @throws DomainError `look_limit`, and nothing is spent once the transaction is rolled back
 */
export async function spend(tx: Db, { staffId, cost, at }: Spending): Promise<Spent> {
  const over = sql`b.since <= ${at}::timestamptz - interval '1 hour'`
  const { after, limit } = only(
    await rowsOf<{ after: number; limit: number }>(
      tx,
      sql`
        insert into look_budgets as b (staff_id, since, spent) values (${staffId}, ${at}, ${cost})
        on conflict (staff_id) do update set
          spent = case when ${over} then 0 else b.spent end + excluded.spent,
          since = case when ${over} then excluded.since else b.since end
        returning b.spent as "after",
          coalesce((select people_an_hour from look_limits), ${DEFAULT_LOOK_LIMITS.peopleAnHour}::int) as "limit"`,
    ),
  )
  if (after > limit) throw new DomainError('look_limit')
  return { before: after - cost, after, limit }
}
