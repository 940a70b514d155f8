import type { TaskSummary } from '../../contract/tasks.ts'
import type { tasks } from '../db/schema/index.ts'
import { leaseOf } from './lease.ts'
import type { TaskCard } from './task-card.ts'

export type SummaryRow = Pick<
  typeof tasks.$inferSelect,
  | 'id'
  | 'code'
  | 'version'
  | 'unitId'
  | 'status'
  | 'testsHave'
  | 'testsNeed'
  | 'urgent'
  | 'deadlineAt'
  | 'attemptCount'
  | 'lastOutcome'
  | 'lastAttemptAt'
  | 'nextCallAt'
  | 'matchedAt'
  | 'exempt'
  | 'leaseStaffId'
  | 'leaseUntil'
> & { unitName: string; ruleName: string; leaseName: string | null }

/** A row as phones see it. */
export function summaryOf(row: SummaryRow, card: TaskCard, me: string, now: Date): TaskSummary {
  return {
    id: row.id,
    code: row.code,
    version: row.version,
    unitId: row.unitId,
    unitName: row.unitName,
    status: row.status,
    name: card.name,
    phoneTail: card.phoneTail,
    address: card.address,
    reason: card.reason,
    ruleName: row.ruleName,
    testsHave: row.testsHave,
    testsNeed: row.testsNeed,
    urgent: row.urgent,
    deadlineAt: row.deadlineAt?.toISOString() ?? null,
    attemptCount: row.attemptCount,
    lastOutcome: row.lastOutcome,
    lastAttemptAt: row.lastAttemptAt?.toISOString() ?? null,
    nextCallAt: row.nextCallAt?.toISOString() ?? null,
    matchedAt: row.matchedAt?.toISOString() ?? null,
    exempt: row.exempt,
    lease: leaseOf(row, row.leaseName, me, now),
  }
}
