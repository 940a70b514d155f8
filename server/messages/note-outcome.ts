import { and, eq, inArray, sql } from 'drizzle-orm'
import { POST_UNKNOWN } from '../../contract/reports.ts'
import type { Deps } from '../deps.ts'
import type { Db } from '../db/db.ts'
import { outgoingMessages, reports, tasks } from '../db/schema/index.ts'
import { isPassing } from '../errors.ts'
import { appendEvents } from '../journal/append-event.ts'
import type { TakenMessage } from './take-next.ts'

type MessageRow = typeof outgoingMessages.$inferSelect
type Outcome = Pick<MessageRow, 'state'> & Partial<MessageRow>

/** What is known of a message must not get lost because the database blinks. */
const TRIES = 100
const PAUSE_MS = 300

/**
 * Keeps what became of a message and tells the phones that show its report. Only the newest taker is heard; where others
 * have called the message unknown meanwhile, the one who has WeCom's answer knows better.
 */
export async function noteOutcome(deps: Deps, { id, fence }: TakenMessage, outcome: Outcome): Promise<void> {
  const mine = and(eq(outgoingMessages.id, id), eq(outgoingMessages.fence, fence))
  const open = inArray(outgoingMessages.state, outcome.state === 'sent' ? ANY_BUT_SENT : ['sending', 'unknown'])
  for (let left = TRIES; ; left -= 1) {
    try {
      await changeAndTell(deps, and(mine, open), outcome)
      break
    } catch (cause) {
      if (!isPassing(cause) || left === 0) throw cause
      await new Promise(resolve => setTimeout(resolve, PAUSE_MS))
    }
  }
  deps.feed.wake()
}

/** A line that WeCom took is in the group, whatever else was thought of it; a person who asked for it again is too late. */
const ANY_BUT_SENT: MessageRow['state'][] = ['queued', 'sending', 'unknown', 'failed']

/** Messages whose sender died: whether WeCom has them, nobody can say, so a person looks. */
export async function settleAbandoned(deps: Deps): Promise<void> {
  const abandoned = and(
    eq(outgoingMessages.state, 'sending'),
    sql`coalesce(${outgoingMessages.leaseUntil}, '-infinity') < now()`,
  )
  const changed = await changeAndTell(deps, abandoned, { state: 'unknown', problem: POST_UNKNOWN })
  if (changed === 0) return
  deps.log('warn', 'group messages without an answer: their sender died', { count: changed })
  deps.feed.wake()
}

function changeAndTell({ db, clock }: Deps, which: ReturnType<typeof and>, outcome: Outcome): Promise<number> {
  return db.transaction(async tx => {
    const changed = await tx
      .update(outgoingMessages)
      .set(outcome)
      .where(which)
      .returning({ reportId: outgoingMessages.reportId })
    for (const { reportId } of changed)
      if (reportId) await announcePost(tx, { reportId, state: outcome.state, at: clock() })
    return changed.length
  })
}

export interface PostNews {
  reportId: string
  state: MessageRow['state']
  at: Date
  /** Who decided it, where a person did. */
  staffId?: string
}

/** Tells phones that the message of a report stands elsewhere now. */
export async function announcePost(tx: Db, { reportId, state, ...news }: PostNews): Promise<void> {
  const [about] = await tx
    .select({ taskId: tasks.id, batchId: tasks.batchId, unitId: tasks.unitId })
    .from(reports)
    .innerJoin(tasks, eq(tasks.id, reports.taskId))
    .where(eq(reports.id, reportId))
  if (about) await appendEvents(tx, { kind: 'report_post_changed', ...news, ...about, data: { state } })
}
