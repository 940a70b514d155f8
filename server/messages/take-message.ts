import { sql } from 'drizzle-orm'
import type { Act } from '../act.ts'
import { only, rowsOf } from '../db/db.ts'
import { DomainError } from '../errors.ts'

/** Lines one member may send to groups within so many minutes: three times what a quick caller does. */
const LINES = 60
const MINUTES = 10

/**
 * Takes a line to a group from the member's budget, in the transaction that queues it; the member's row is locked to its
 * end. WeCom takes twenty lines a minute for a group: behind a flood of one the lines of all others would wait.
 * @throws DomainError `messages_full`
 */
export async function takeMessage({ db, member, clock }: Act): Promise<void> {
  const at = clock()
  const over = sql`b.since <= ${at}::timestamptz - make_interval(mins => ${MINUTES})`
  const { spent } = only(
    await rowsOf<{ spent: number }>(
      db,
      sql`
        insert into message_budgets as b (staff_id, since, spent) values (${member.staffId}, ${at}, 1)
        on conflict (staff_id) do update set
          spent = case when ${over} then 0 else b.spent end + 1,
          since = case when ${over} then excluded.since else b.since end
        returning b.spent`,
    ),
  )
  if (spent > LINES) throw new DomainError('messages_full')
}
