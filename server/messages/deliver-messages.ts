import { and, asc, eq, exists, gt, inArray, lt, lte, not, or, sql } from 'drizzle-orm'
import { alias } from 'drizzle-orm/pg-core'
import { ERROR_SENTENCES } from '../../contract/errors.ts'
import type { Deps } from '../deps.ts'
import type { Db } from '../db/db.ts'
import { groups, outgoingMessages, reports, tasks } from '../db/schema/index.ts'
import { appendEvents } from '../journal/append-event.ts'
import { postToGroup } from './post-to-group.ts'
import { WecomError } from '../ports/wecom-error.ts'
import { wecomRefusal } from '../ports/wecom-refusal.ts'
import { ofMessage } from '../privacy/places.ts'

/** Waits after the first, second, … failed try, in seconds; after the last one the message is given up and says why. */
const BACK_OFF_S = [2, 5, 15, 60, 120, 300, 600]

/** The frequency window of WeCom is a minute; trying sooner only prolongs the block. */
const RATE_LIMIT_WAIT_S = 60

/** A message taken by a process that then died is taken again after this: longer than a whole batch of slow answers. */
const TAKEN_S = 120

/** One batch of the queue; small, so that several processes share the work. */
const BATCH = 20

type MessageRow = typeof outgoingMessages.$inferSelect

/**
 * Posts the messages that are due, in order, one group after another so that a stuck group holds up nobody else.
 * Answers with how many were tried. A message may arrive twice when a process dies between WeCom's yes and ours;
 * it never gets lost.
 */
export async function deliverMessages(deps: Deps): Promise<number> {
  const due = await takeDue(deps)
  const groupIds = [...new Set(due.map(message => message.groupId))]
  await Promise.all(
    groupIds.map(id =>
      deliverInOrder(
        deps,
        due.filter(message => message.groupId === id),
      ),
    ),
  )
  if (due.length > 0) deps.feed.wake()
  return due.length
}

/**
 * Marks due messages as being sent. Within a group the order holds: while an earlier message waits or is on its way in
 * any process, those behind it are left; a group another process is looking at right now is skipped.
 */
function takeDue({ db, clock }: Deps): Promise<MessageRow[]> {
  return db.transaction(async tx => {
    const now = clock()
    const groupIds = await lockGroups(tx, now)
    if (groupIds.length === 0) return []
    const rows = await tx
      .select()
      .from(outgoingMessages)
      .where(and(inArray(outgoingMessages.groupId, groupIds), isDue(now), not(isBehind(tx, now))))
      .orderBy(asc(outgoingMessages.queuedAt), asc(outgoingMessages.id))
      .limit(BATCH)
    const ids = rows.map(row => row.id)
    const takenUntil = new Date(now.getTime() + TAKEN_S * 1000)
    if (ids.length > 0) await mark(tx, ids, { state: 'sending', nextTryAt: takenUntil })
    return rows
  })
}

const isDue = (now: Date) =>
  and(inArray(outgoingMessages.state, ['queued', 'sending']), lte(outgoingMessages.nextTryAt, now))

async function lockGroups(tx: Db, now: Date): Promise<string[]> {
  const due = tx
    .select({ one: sql`1` })
    .from(outgoingMessages)
    .where(and(eq(outgoingMessages.groupId, groups.id), isDue(now)))
  const rows = await tx
    .select({ id: groups.id })
    .from(groups)
    .where(exists(due))
    .for('no key update', { skipLocked: true })
  return rows.map(row => row.id)
}

/** Whether an earlier message of the group waits for its next try or is being sent. */
function isBehind(tx: Db, now: Date) {
  const earlier = alias(outgoingMessages, 'earlier')
  const before = or(
    lt(earlier.queuedAt, outgoingMessages.queuedAt),
    and(eq(earlier.queuedAt, outgoingMessages.queuedAt), lt(earlier.id, outgoingMessages.id)),
  )
  return exists(
    tx
      .select({ one: sql`1` })
      .from(earlier)
      .where(
        and(
          eq(earlier.groupId, outgoingMessages.groupId),
          inArray(earlier.state, ['queued', 'sending']),
          gt(earlier.nextTryAt, now),
          before,
        ),
      ),
  )
}

async function mark(db: Db, ids: readonly string[], state: Pick<MessageRow, 'state' | 'nextTryAt'>): Promise<void> {
  await db
    .update(outgoingMessages)
    .set(state)
    .where(inArray(outgoingMessages.id, [...ids]))
}

/** One after another; when one has to wait, those behind it wait with it. */
async function deliverInOrder(deps: Deps, messages: readonly MessageRow[]): Promise<void> {
  for (const [index, message] of messages.entries()) {
    if ((await deliver(deps, message)) !== 'queued') continue
    const behind = messages.slice(index + 1).map(({ id }) => id)
    if (behind.length > 0) await mark(deps.db, behind, { state: 'queued', nextTryAt: deps.clock() })
    return
  }
}

async function deliver(deps: Deps, message: MessageRow): Promise<MessageRow['state']> {
  const attempts = message.attempts + 1
  try {
    await post(deps, message)
    await note(deps, message, { state: 'sent', attempts, sentAt: deps.clock(), problem: null })
    return 'sent'
  } catch (cause) {
    if (!(cause instanceof WecomError)) throw cause
    const { api, errcode, hint } = cause
    deps.log('warn', 'group message not delivered', { messageId: message.id, attempts, api, errcode, hint })
    const next = nextTry(cause, attempts, deps.clock())
    await note(deps, message, { attempts, problem: ERROR_SENTENCES[wecomRefusal(cause)], ...next })
    return next.state
  }
}

async function post(deps: Deps, message: MessageRow): Promise<void> {
  const [group] = await deps.db.select().from(groups).where(eq(groups.id, message.groupId))
  if (!group) throw new WecomError({ api: 'appchat/send', errcode: 86003 })
  const text = deps.sealer.open(message.contentSealed, ofMessage(message))
  await postToGroup(deps, group, { kind: 'text', text, mentionedUserIds: message.mentions })
}

/** Busy and limits are waited out; a refusal that trying again cannot cure fails at once and waits for a person. */
function nextTry(error: WecomError, attempts: number, now: Date): Pick<MessageRow, 'state' | 'nextTryAt'> {
  const patient = error.reaction === 'retry' || error.reaction === 'wait' || error.reaction === 'refresh'
  const backOffS = BACK_OFF_S[attempts - 1]
  if (!patient || backOffS === undefined) return { state: 'failed', nextTryAt: now }
  const waitS = error.reaction === 'wait' ? RATE_LIMIT_WAIT_S : backOffS
  return { state: 'queued', nextTryAt: new Date(now.getTime() + waitS * 1000) }
}

/** Keeps the outcome and tells the phones that show the report. */
function note({ db, clock }: Deps, message: MessageRow, outcome: Partial<MessageRow>): Promise<void> {
  return db.transaction(async tx => {
    await tx.update(outgoingMessages).set(outcome).where(eq(outgoingMessages.id, message.id))
    if (message.reportId) await announceReport(tx, message.reportId, clock(), outcome.state ?? 'sending')
  })
}

async function announceReport(tx: Db, reportId: string, at: Date, state: string): Promise<void> {
  const [about] = await tx
    .select({ taskId: tasks.id, batchId: tasks.batchId, unitId: tasks.unitId })
    .from(reports)
    .innerJoin(tasks, eq(tasks.id, reports.taskId))
    .where(eq(reports.id, reportId))
  if (about) await appendEvents(tx, { kind: 'report_post_changed', at, ...about, data: { state } })
}
