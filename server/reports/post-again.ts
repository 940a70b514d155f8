import { and, desc, eq, inArray } from 'drizzle-orm'
import type { ReportSummary } from '../../contract/reports.ts'
import { communitiesOf, type Act } from '../act.ts'
import { only } from '../db/db.ts'
import { outgoingMessages, reports } from '../db/schema/index.ts'
import { DomainError } from '../errors.ts'
import { findGroupFor } from '../groups/find-group.ts'
import { announcePost } from '../messages/note-outcome.ts'
import { queueMessage } from '../messages/queue-message.ts'
import { takeMessage } from '../messages/take-message.ts'
import { reportSummaries } from './report-summary.ts'
import { openLine } from '../tasks/sealed-report.ts'

/** What a person may decide about: nobody works on it any more, and it is not known to be in the group. */
const OPEN = inArray(outgoingMessages.state, ['failed', 'unknown'])

/**
 * Posts a report again whose message failed, that had no group to go to, or of which nobody knows whether it arrived (the
 * member has looked into the group). One that is on its way or there is left alone.
 * @throws DomainError `not_found`, `group_missing`, `call_not_current` for one that was withdrawn, `messages_full`
 */
export async function postAgain(act: Act, reportId: string): Promise<ReportSummary> {
  const { db } = act
  const now = act.clock()
  const report = await lockReport(act, reportId)
  const group = await findGroupFor(db, report.unitId, 'result')
  if (!group) throw new DomainError('group_missing')
  await takeMessage(act)
  const message = await findMessage(act, reportId)
  if (!message) {
    await queueMessage(db, act.sealer, {
      groupId: group.id,
      content: openLine(act.sealer, report),
      reportId,
      at: now,
    })
  } else {
    await settle(act, message.id, { groupId: group.id, state: 'queued', nextTryAt: now, attempts: 0, problem: null })
  }
  return only(await reportSummaries(act, eq(reports.id, reportId)))
}

/**
 * Takes a member's word that the line of a report is in the group, where its message failed or nobody knew.
 * @throws DomainError `not_found`
 */
export async function confirmPosted(act: Act, reportId: string): Promise<ReportSummary> {
  await lockReport(act, reportId)
  const message = await findMessage(act, reportId)
  if (!message) throw new DomainError('not_found')
  await settle(act, message.id, { state: 'sent', sentAt: act.clock(), problem: null })
  return only(await reportSummaries(act, eq(reports.id, reportId)))
}

async function lockReport(act: Act, reportId: string): Promise<typeof reports.$inferSelect> {
  const [report] = await act.db.select().from(reports).where(eq(reports.id, reportId)).for('update')
  if (!report || !communitiesOf(act.member, ['caller', 'recorder']).includes(report.unitId))
    throw new DomainError('not_found')
  if (report.state === 'withdrawn') throw new DomainError('call_not_current')
  return report
}

async function findMessage({ db }: Act, reportId: string): Promise<typeof outgoingMessages.$inferSelect | undefined> {
  const [message] = await db
    .select()
    .from(outgoingMessages)
    .where(eq(outgoingMessages.reportId, reportId))
    .orderBy(desc(outgoingMessages.queuedAt))
  return message
}

type Settled = Partial<typeof outgoingMessages.$inferInsert> & Pick<typeof outgoingMessages.$inferSelect, 'state'>

/** Changes an open message and tells the other phones; of two who decide at once the second finds it settled. */
async function settle({ db, clock, member }: Act, messageId: string, patch: Settled): Promise<void> {
  const [changed] = await db
    .update(outgoingMessages)
    .set(patch)
    .where(and(eq(outgoingMessages.id, messageId), OPEN))
    .returning({ reportId: outgoingMessages.reportId })
  if (!changed?.reportId) return
  await announcePost(db, { reportId: changed.reportId, state: patch.state, at: clock(), staffId: member.staffId })
}
