import { sql } from 'drizzle-orm'
import { rowsOf } from '../db/db.ts'
import type { Sealed } from '../db/schema/columns.ts'
import type { groups } from '../db/schema/index.ts'
import type { Deps } from '../deps.ts'
import { latest } from './next-try.ts'

/** How long a sender is believed to live without a sign; a crash silences a group for no longer. */
const LEASE_S = 6

/** SQL: until when, by the database's clock, which is the same for all processes. */
const LEASE_END = sql`now() + make_interval(secs => ${LEASE_S})`

/** How often the lease is renewed while WeCom takes its time. */
export const RENEW_EVERY_MS = 1_500

/** A message on its way, with where it goes. */
export interface TakenMessage extends Pick<
  typeof groups.$inferSelect,
  'unitId' | 'kind' | 'channel' | 'addressSealed'
> {
  id: string
  /** The number this taking has; whoever takes it after us has a higher one. */
  fence: number
  attempts: number
  reportId: string | null
  contentSealed: Sealed
  mentions: string[]
}

/**
 * Takes the first message of a group where it is due and nobody has it, in one statement: of two processes that try at
 * once the second finds it taken. While the first one waits or is on its way those behind it are left.
 */
export async function takeNext({ db, clock }: Deps, groupId: string): Promise<TakenMessage | null> {
  const now = clock()
  const [taken] = await rowsOf<TakenMessage>(
    db,
    sql`
      with head as (
        select id from outgoing_messages where group_id = ${groupId} and state in ('queued', 'sending')
        order by queued_at, id limit 1
      ), taken as (
        update outgoing_messages m set state = 'sending', fence = m.fence + 1, lease_until = ${LEASE_END}
        from head where m.id = head.id and m.state = 'queued'
          and (m.next_try_at <= ${now} or m.next_try_at > ${latest(now)})
        returning m.*
      )
      select t.id, t.fence, t.attempts, t.report_id as "reportId", t.content_sealed as "contentSealed", t.mentions,
        g.unit_id as "unitId", g.kind, g.channel, g.address_sealed as "addressSealed"
      from taken t join groups g on g.id = t.group_id`,
  )
  return taken ?? null
}

/** Says that the sender lives. Nothing where somebody else has taken the message since. */
export async function renewLease({ db }: Deps, { id, fence }: TakenMessage): Promise<void> {
  await db.execute(sql`
    update outgoing_messages set lease_until = ${LEASE_END}
    where id = ${id} and fence = ${fence} and state = 'sending'`)
}
