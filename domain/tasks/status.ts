import type { Outcome, ReportFields } from '../../contract/report-fields.ts'
import type { ExemptReason, TaskStatus } from '../../contract/tasks.ts'
import { isMissed } from '../calls/outcomes.ts'
import { exemptOf, exemptText } from './exempt.ts'
import { afterCall, isLadderOver, newRank, queueRank, type EndedCall, type Ladder } from './queue.ts'

/** The part of a task that moves with people's work and the lab's word. Moments are UTC. */
export interface TaskState extends Ladder {
  readonly status: TaskStatus
  readonly rank: number
  readonly lastAttemptAt: Date | null
  readonly calledAt: Date | null
  readonly reportedAt: Date | null
  readonly recordedAt: Date | null
  readonly matchedAt: Date | null
  readonly exempt: ExemptReason | null
  readonly closedAt: Date | null
  readonly closedReason: string | null
}

/** What a record or a call may move, as it was before; kept with it (ISO times), so that an undo puts it back. */
export interface BeforeWork {
  status: TaskStatus
  exempt: ExemptReason | null
  recordedAt: string | null
  closedAt: string | null
  closedReason: string | null
  calledAt: string | null
  reportedAt: string | null
  attemptCount: number
  lastOutcome: Outcome | null
  lastAttemptAt: string | null
  nextCallAt: string | null
  /** How many calls there were right after it: more by now means that somebody rang since. */
  attemptsAfter: number
}

const UNHELD = { leaseStaffId: null, leaseUntil: null } as const
const OPEN = { closedAt: null, closedReason: null } as const

/**
 * What each move changes on a task; everything else stays as it is.
 *
 * | move | from | to |
 * | --- | --- | --- |
 * | call | to_call, to_visit | to_call at its next time, to_visit after the last one; one call more, nobody holds it |
 * | call | any other | the same; one call more |
 * | report | to_call, to_visit, reported, recorded | reported; of a call that reached nobody the same as the call |
 * | record of who could not be asked | any | as after that call: in the queue at its next time, or to_visit |
 * | record | any | recorded; closed where the record says that nobody there can be tested |
 * | undo | any | as it was before the record or the call; calls and reports that came since stay |
 * | match | any | closed, with the samples that did it |
 * | end of the list | to_call, to_visit | closed |
 * | end of the list | any other | the same: what is reported may still be recorded |
 * | unmatch | closed by the lab | where people's work had brought it; exempt stays closed |
 *
 * What the lab matched stays closed whatever people note, record or undo meanwhile.
 */
export const MOVES = { call, report, record, undo, match, unmatch, end }

const counted = ({ attemptCount, calledAt }: TaskState, outcome: Outcome | null, at: Date) => ({
  attemptCount: attemptCount + 1,
  lastOutcome: outcome,
  lastAttemptAt: at,
  calledAt: calledAt ?? at,
})

const unqueued = ({ urgent }: TaskState) => ({ nextCallAt: null, rank: newRank(urgent) })

/** No call more; what it brought may be told otherwise. */
const callsOf = ({ attemptCount, lastOutcome, lastAttemptAt, calledAt }: TaskState, outcome: Outcome | null) => ({
  attemptCount,
  lastOutcome: outcome ?? lastOutcome,
  lastAttemptAt,
  calledAt,
})

function call(task: TaskState, ended: EndedCall) {
  const made = { ...counted(task, ended.outcome, ended.at), ...UNHELD }
  if (!isToBeReached(task.status)) return made
  return { ...made, ...afterCall(task, ended, made.attemptCount) }
}

/** What the phone team tells of a call. */
type Reported = Omit<EndedCall, 'outcome'> & { readonly outcome: Outcome | null }

function report(task: TaskState, told: Reported) {
  const { outcome, at } = told
  if (outcome !== null && isMissed(outcome)) return call(task, { ...told, outcome })
  return { ...counted(task, outcome, at), ...UNHELD, status: 'reported' as const, reportedAt: at, ...unqueued(task) }
}

/** What a recorder confirms. */
interface Recorded {
  readonly fields: Pick<ReportFields, 'outcome' | 'whereabouts' | 'callBackAt'>
  /** Whether the call it tells of is counted already, as that of a report made in the app. */
  readonly callIsCounted: boolean
  readonly at: Date
}

function record(task: TaskState, { fields, callIsCounted, at }: Recorded) {
  const { outcome } = fields
  const exempt = exemptOf(fields)
  const made = callIsCounted || outcome === null ? callsOf(task, outcome) : counted(task, outcome, at)
  const told = { ...made, exempt }
  // Nobody could be asked, so nothing is done: the number comes up again.
  if (exempt === null && outcome !== null && isMissed(outcome)) {
    const { callBackAt } = fields
    const queued = afterCall(task, { outcome, at, callBackAt }, made.attemptCount)
    const undone = { ...told, recordedAt: null, reportedAt: null, nextCallAt: queued.nextCallAt, rank: queued.rank }
    return task.matchedAt === null ? { ...undone, status: queued.status, ...OPEN } : undone
  }
  const recorded = { ...told, recordedAt: at, ...unqueued(task) }
  if (task.matchedAt !== null) return recorded
  if (exempt === null) return { ...recorded, status: 'recorded' as const, ...OPEN }
  return { ...recorded, status: 'closed' as const, closedAt: at, closedReason: exemptText(exempt) }
}

function undo(task: TaskState, before: BeforeWork) {
  const { exempt, closedReason } = before
  const earlier = { ...task, ...earlierWork(before), exempt }
  const calledSince = task.attemptCount !== before.attemptsAfter
  const reportedSince = calledSince && task.reportedAt !== null && task.reportedAt > (earlier.reportedAt ?? NEVER)
  const ladder = calledSince ? {} : ladderOf(earlier)
  const restored = { ...ladder, exempt, recordedAt: earlier.recordedAt }
  const reportedAt = reportedSince ? task.reportedAt : earlier.reportedAt
  if (task.matchedAt !== null) return { ...restored, reportedAt }
  if (reportedSince) return { ...restored, reportedAt, status: 'reported' as const, ...OPEN }
  const wasClosedByLab = before.status === 'closed' && exempt === null
  const moved = calledSince && isToBeReached(before.status)
  if (wasClosedByLab || moved)
    return { ...restored, reportedAt, status: standing({ ...task, ...restored, reportedAt }), ...OPEN }
  return { ...restored, reportedAt, status: before.status, closedAt: momentOf(before.closedAt), closedReason }
}

function match(_task: TaskState, { reason, by, at }: { reason: string; by: readonly string[]; at: Date }) {
  const matched = { matchedAt: at, matchedBy: [...by] }
  return { ...matched, status: 'closed' as const, closedAt: at, closedReason: reason, ...UNHELD }
}

function unmatch(task: TaskState) {
  if (task.matchedAt === null) return {}
  const unmatched = { matchedAt: null, matchedBy: null }
  if (task.exempt !== null) return { ...unmatched, closedReason: exemptText(task.exempt) }
  return { ...unmatched, status: standing(task), ...OPEN }
}

function end({ status }: Pick<TaskState, 'status'>, { reason, at }: { reason: string; at: Date }) {
  if (!isToBeReached(status)) return null
  return { status: 'closed' as const, closedAt: at, closedReason: reason, ...UNHELD }
}

/** What a record or a call keeps of the task as it was, and of the calls it left behind. */
export function beforeWork(task: TaskState, after: Pick<TaskState, 'attemptCount'>): BeforeWork {
  const { status, exempt, closedReason, attemptCount, lastOutcome } = task
  const { recordedAt, closedAt, calledAt, reportedAt, lastAttemptAt, nextCallAt } = task
  return {
    status,
    exempt,
    closedReason,
    attemptCount,
    lastOutcome,
    recordedAt: isoOf(recordedAt),
    closedAt: isoOf(closedAt),
    calledAt: isoOf(calledAt),
    reportedAt: isoOf(reportedAt),
    lastAttemptAt: isoOf(lastAttemptAt),
    nextCallAt: isoOf(nextCallAt),
    attemptsAfter: after.attemptCount,
  }
}

const earlierWork = (before: BeforeWork) => ({
  attemptCount: before.attemptCount,
  lastOutcome: before.lastOutcome,
  recordedAt: momentOf(before.recordedAt),
  calledAt: momentOf(before.calledAt),
  reportedAt: momentOf(before.reportedAt),
  lastAttemptAt: momentOf(before.lastAttemptAt),
  nextCallAt: momentOf(before.nextCallAt),
})

function ladderOf(task: TaskState) {
  const { attemptCount, lastOutcome, calledAt, lastAttemptAt, nextCallAt } = task
  return { attemptCount, lastOutcome, calledAt, lastAttemptAt, nextCallAt, rank: queueRank(task) }
}

/** Whether somebody there is still to be reached, by phone or at the door. */
export const isToBeReached = (status: TaskStatus): boolean => status === 'to_call' || status === 'to_visit'

/** Where people's work has brought a task that nothing closes. */
function standing(task: Pick<TaskState, 'recordedAt' | 'reportedAt'> & Ladder): TaskStatus {
  if (task.recordedAt) return 'recorded'
  if (task.reportedAt) return 'reported'
  return isLadderOver(task) ? 'to_visit' : 'to_call'
}

const NEVER = new Date(0)
const isoOf = (moment: Date | null): string | null => moment?.toISOString() ?? null
const momentOf = (iso: string | null): Date | null => (iso === null ? null : new Date(iso))
