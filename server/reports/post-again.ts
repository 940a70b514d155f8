import { and, desc, eq } from 'drizzle-orm'
import type { ReportSummary } from '../../contract/reports.ts'
import { communitiesOf, type Act } from '../act.ts'
import { only } from '../db/db.ts'
import { outgoingMessages, reports } from '../db/schema/index.ts'
import { DomainError } from '../errors.ts'
import { findGroupFor } from '../groups/find-group.ts'
import { queueMessage } from '../messages/queue-message.ts'
import { reportSummaries } from './report-summary.ts'
import { openLine } from '../tasks/sealed-report.ts'

/**
 * Posts a report again whose message failed, or that had no group to go to. One that is on its way or there is left alone.
 * @throws DomainError `not_found`, `group_missing`
 */
export async function postAgain(act: Act, reportId: string): Promise<ReportSummary> {
  const { db } = act
  const now = act.clock()
  const [report] = await db.select().from(reports).where(eq(reports.id, reportId)).for('update')
  if (!report || !communitiesOf(act.member, ['caller', 'recorder']).includes(report.unitId))
    throw new DomainError('not_found')
  const group = await findGroupFor(db, report.unitId, 'result')
  if (!group) throw new DomainError('group_missing')
  const [message] = await db
    .select()
    .from(outgoingMessages)
    .where(eq(outgoingMessages.reportId, reportId))
    .orderBy(desc(outgoingMessages.queuedAt))
  if (!message) {
    await queueMessage(db, act.sealer, {
      groupId: group.id,
      content: openLine(act.sealer, report),
      reportId,
      at: now,
    })
  } else {
    await db
      .update(outgoingMessages)
      .set({ groupId: group.id, state: 'queued', nextTryAt: now, attempts: 0, problem: null })
      .where(and(eq(outgoingMessages.id, message.id), eq(outgoingMessages.state, 'failed')))
  }
  return only(await reportSummaries(act, eq(reports.id, reportId)))
}
