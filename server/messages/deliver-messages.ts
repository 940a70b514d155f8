import { and, asc, eq, inArray, lte } from 'drizzle-orm'
import { ERROR_SENTENCES } from '../../contract/errors.ts'
import type { Deps } from '../app-env.ts'
import type { Db } from '../db/db.ts'
import { groups, outgoingMessages, reports, tasks } from '../db/schema/index.ts'
import { appendEvents } from '../events/append-event.ts'
import { WecomError } from '../wecom/wecom-error.ts'
import { wecomRefusal } from '../wecom/wecom-refusal.ts'

/** Waits after the first, second, … failed try, in seconds; after the last one the message is given up and says why. */
const BACK_OFF_S = [2, 5, 15, 60, 120, 300, 600]

/** The frequency window of WeCom is a minute; trying sooner only prolongs the block. */
const RATE_LIMIT_WAIT_S = 60

/** A message taken by a process that then died is taken again after this. */
const TAKEN_S = 30

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

/** Marks due messages as being sent; rows another process holds are skipped. */
function takeDue({ db, clock }: Deps): Promise<MessageRow[]> {
  return db.transaction(async tx => {
    const now = clock()
    const rows = await tx
      .select()
      .from(outgoingMessages)
      .where(and(inArray(outgoingMessages.state, ['queued', 'sending']), lte(outgoingMessages.nextTryAt, now)))
      .orderBy(asc(outgoingMessages.queuedAt), asc(outgoingMessages.id))
      .limit(BATCH)
      .for('update', { skipLocked: true })
    const ids = rows.map(row => row.id)
    if (ids.length > 0) {
      const takenUntil = new Date(now.getTime() + TAKEN_S * 1000)
      await tx
        .update(outgoingMessages)
        .set({ state: 'sending', nextTryAt: takenUntil })
        .where(inArray(outgoingMessages.id, ids))
    }
    return rows
  })
}

async function deliverInOrder(deps: Deps, messages: readonly MessageRow[]): Promise<void> {
  for (const message of messages) await deliver(deps, message)
}

async function deliver(deps: Deps, message: MessageRow): Promise<void> {
  const attempts = message.attempts + 1
  try {
    await post(deps, message)
    await note(deps, message, { state: 'sent', attempts, sentAt: deps.clock(), problem: null })
  } catch (cause) {
    if (!(cause instanceof WecomError)) throw cause
    const { api, errcode, hint } = cause
    deps.log('warn', 'group message not delivered', { messageId: message.id, attempts, api, errcode, hint })
    await note(deps, message, {
      attempts,
      problem: ERROR_SENTENCES[wecomRefusal(cause)],
      ...nextTry(cause, attempts, deps.clock()),
    })
  }
}

async function post({ db, sealer, wecom }: Deps, message: MessageRow): Promise<void> {
  const [group] = await db.select().from(groups).where(eq(groups.id, message.groupId))
  if (!group) throw new WecomError({ api: 'appchat/send', errcode: 86003 })
  const content = {
    kind: 'text',
    text: sealer.open(message.contentSealed),
    mentionedUserIds: message.mentions,
  } as const
  const address = sealer.open(group.addressSealed)
  await (group.channel === 'webhook' ? wecom.sendWebhook(address, content) : wecom.sendGroupChat(address, content))
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
