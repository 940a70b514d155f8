import type { Outcome } from '../../contract/report-fields.ts'
import type { ExemptReason, TaskStatus } from '../../contract/tasks.ts'
import { exemptText } from './exempt.ts'

/** The part of a task that moves with people's work and the lab's word. Moments are UTC. */
export interface TaskState {
  readonly status: TaskStatus
  readonly attemptCount: number
  readonly calledAt: Date | null
  readonly reportedAt: Date | null
  readonly recordedAt: Date | null
  readonly matchedAt: Date | null
  readonly exempt: ExemptReason | null
  readonly closedAt: Date | null
  readonly closedReason: string | null
}

/** How a task stood before a record; kept with the record (ISO times), so that an undo puts it back. */
export interface BeforeRecord {
  status: TaskStatus
  exempt: ExemptReason | null
  recordedAt: string | null
  closedAt: string | null
  closedReason: string | null
}

const UNHELD = { leaseStaffId: null, leaseUntil: null } as const
const OPEN = { closedAt: null, closedReason: null } as const

/**
 * What each move changes on a task; everything else stays as it is.
 *
 * | move | from | to |
 * | --- | --- | --- |
 * | call | any | the same; one call more, nobody holds it |
 * | report | to_call, reported, recorded | reported |
 * | record | any | recorded; closed where the record says that nobody there can be tested |
 * | undoRecord | any | as it was before the record |
 * | match | any | closed, with the samples that did it |
 * | unmatch | closed by the lab | where people's work had brought it; exempt stays closed |
 *
 * What the lab matched stays closed whatever people record or undo meanwhile.
 */
export const MOVES = { call, report, record, undoRecord, match, unmatch }

function call({ attemptCount, calledAt }: TaskState, { outcome, at }: { outcome: Outcome | null; at: Date }) {
  const count = attemptCount + 1
  return { attemptCount: count, lastOutcome: outcome, lastAttemptAt: at, calledAt: calledAt ?? at, ...UNHELD }
}

function report(task: TaskState, told: { outcome: Outcome | null; at: Date }) {
  return { ...call(task, told), status: 'reported' as const, reportedAt: told.at, nextCallAt: null }
}

function record({ matchedAt }: TaskState, { exempt, at }: { exempt: ExemptReason | null; at: Date }) {
  const recorded = { recordedAt: at, exempt }
  if (matchedAt !== null) return recorded
  if (exempt === null) return { ...recorded, status: 'recorded' as const, ...OPEN }
  return { ...recorded, status: 'closed' as const, closedAt: at, closedReason: exemptText(exempt) }
}

function undoRecord({ matchedAt, reportedAt }: TaskState, before: BeforeRecord) {
  const { exempt, status, closedReason } = before
  const recordedAt = momentOf(before.recordedAt)
  if (matchedAt !== null) return { exempt, recordedAt }
  const wasClosedByLab = status === 'closed' && exempt === null
  if (wasClosedByLab) return { exempt, recordedAt, status: statusByWork({ recordedAt, reportedAt }), ...OPEN }
  return { exempt, recordedAt, status, closedAt: momentOf(before.closedAt), closedReason }
}

function match(_task: TaskState, { reason, by, at }: { reason: string; by: readonly string[]; at: Date }) {
  const matched = { matchedAt: at, matchedBy: [...by] }
  return { ...matched, status: 'closed' as const, closedAt: at, closedReason: reason, ...UNHELD }
}

function unmatch(task: TaskState) {
  if (task.matchedAt === null) return {}
  const unmatched = { matchedAt: null, matchedBy: null }
  if (task.exempt !== null) return { ...unmatched, closedReason: exemptText(task.exempt) }
  return { ...unmatched, status: statusByWork(task), ...OPEN }
}

/** What a record keeps of the task as it was. */
export const beforeRecord = ({ status, exempt, recordedAt, closedAt, closedReason }: TaskState): BeforeRecord => ({
  status,
  exempt,
  recordedAt: recordedAt?.toISOString() ?? null,
  closedAt: closedAt?.toISOString() ?? null,
  closedReason,
})

/** Where people's work has brought a task that nothing closes. */
function statusByWork({ recordedAt, reportedAt }: Pick<TaskState, 'recordedAt' | 'reportedAt'>): TaskStatus {
  if (recordedAt) return 'recorded'
  return reportedAt ? 'reported' : 'to_call'
}

const momentOf = (iso: string | null): Date | null => (iso === null ? null : new Date(iso))
