import { and, desc, eq } from 'drizzle-orm'
import type { ReportSummary } from '../../contract/reports.ts'
import { communitiesOf, type Deps, type Member } from '../app-env.ts'
import { only, type Db } from '../db/db.ts'
import { outgoingMessages, reports } from '../db/schema/index.ts'
import { DomainError } from '../errors.ts'
import { findGroupFor } from '../groups/find-group.ts'
import { queueMessage } from '../messages/queue-message.ts'
import { reportSummaries } from './report-summary.ts'

/**
 * Posts a report again whose message failed, or that had no group to go to. One that is on its way or there is left alone.
 * @throws DomainError `not_found`, `group_missing`
 */
export async function postAgain(deps: Deps, tx: Db, member: Member, reportId: string): Promise<ReportSummary> {
  const now = deps.clock()
  const [report] = await tx.select().from(reports).where(eq(reports.id, reportId)).for('update')
  if (!report || !communitiesOf(member, ['caller', 'recorder']).includes(report.unitId))
    throw new DomainError('not_found')
  const group = await findGroupFor(tx, report.unitId, 'result')
  if (!group) throw new DomainError('group_missing')
  const [message] = await tx
    .select()
    .from(outgoingMessages)
    .where(eq(outgoingMessages.reportId, reportId))
    .orderBy(desc(outgoingMessages.queuedAt))
  if (!message) {
    await queueMessage(tx, deps.sealer, {
      groupId: group.id,
      content: deps.sealer.open(report.lineSealed),
      reportId,
      at: now,
    })
  } else {
    await tx
      .update(outgoingMessages)
      .set({ groupId: group.id, state: 'queued', nextTryAt: now, attempts: 0, problem: null })
      .where(and(eq(outgoingMessages.id, message.id), eq(outgoingMessages.state, 'failed')))
  }
  return only(await reportSummaries(deps, tx, eq(reports.id, reportId)))
}
