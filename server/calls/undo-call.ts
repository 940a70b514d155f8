import { and, desc, eq, gte, isNull } from 'drizzle-orm'
import { OUTCOMES } from '../../domain/calls/outcomes.ts'
import { saysSomething } from '../../domain/calls/says-something.ts'
import { NOTHING_KNOWN } from '../../domain/reports/part.ts'
import { writeWithdrawal } from '../../domain/report-text/line/withdrawal.ts'
import { MOVES, type BeforeWork } from '../../domain/tasks/status.ts'
import { lockOwnTask, type TaskRow } from '../access/task-scope.ts'
import type { Act } from '../act.ts'
import type { Db } from '../db/db.ts'
import { callAttempts, drafts, records, reports } from '../db/schema/index.ts'
import { DomainError } from '../errors.ts'
import { findGroupFor } from '../groups/find-group.ts'
import { queueMessage } from '../messages/queue-message.ts'
import { takeBackUnsent } from '../messages/take-back-unsent.ts'
import { ofDraft } from '../privacy/places.ts'
import { sealJson } from '../privacy/sealer.ts'
import { changeTask, requireVersion } from '../tasks/change-task.ts'
import { endOfUndo } from '../tasks/end-attempt.ts'
import { requireHand } from '../tasks/hands.ts'
import { leaseEnd, requireFree } from '../tasks/lease.ts'
import { openReport } from '../tasks/sealed-report.ts'
import { matchTask } from '../test-results/match-task.ts'

type Attempt = typeof callAttempts.$inferSelect
type Ended = Attempt & { endedAt: Date; before: BeforeWork & { version: number } }
type Report = typeof reports.$inferSelect

/**
 * Takes back how a call ended, within ten minutes and by whoever noted it: the task is as it was, the call is under way
 * again and can be told anew. A report that was part of it is withdrawn: what was typed is a draft again, its line does not
 * go out, or is followed in the group by a word that it does not hold.
 * @throws DomainError `not_found`, `undo_expired`, `call_not_current`, `already_recorded`, `task_held`, `task_changed`, `hands_full`
 */
export async function undoCall(act: Act, attemptId: string, version: number): Promise<TaskRow> {
  const { db, member } = act
  const now = act.clock()
  const [found] = await db.select().from(callAttempts).where(eq(callAttempts.id, attemptId))
  if (!found || found.staffId !== member.staffId) throw new DomainError('not_found')
  const task = await lockOwnTask(act, ['caller'], found.taskId)
  const attempt = await requireCurrent(db, attemptId, task)
  if (now > endOfUndo(attempt.endedAt)) throw new DomainError('undo_expired')
  const report = await reportOf(db, attempt)
  await requireUnrecorded(db, attempt, report)
  await requireFree(act, task, now)
  await requireVersion(db, task, version)
  if (report) await withdraw(act, task, report, attempt)
  await reopen(db, attempt)
  const { before } = attempt
  const restored = MOVES.undo(task, before)
  const goesOn = task.matchedAt === null
  if (goesOn) await requireHand(act, task, now)
  const held = goesOn ? { leaseStaffId: member.staffId, leaseUntil: leaseEnd(now) } : {}
  const changed = await changeTask(
    db,
    task,
    { ...restored, ...held },
    { kind: 'call_undone', at: now, staffId: member.staffId, data: { undoes: before.version } },
  )
  return matchTask(db, changed, now)
}

/** The newest call of the task, locked with it. */
async function requireCurrent(db: Db, attemptId: string, task: TaskRow): Promise<Ended> {
  const [newest] = await db
    .select()
    .from(callAttempts)
    .where(eq(callAttempts.taskId, task.id))
    .orderBy(desc(callAttempts.startedAt))
    .limit(1)
  const { endedAt = null, before = null } = newest ?? {}
  if (newest?.id !== attemptId || endedAt === null || before === null) throw new DomainError('call_not_current')
  return { ...newest, endedAt, before }
}

async function reportOf(db: Db, { id }: Attempt): Promise<Report | undefined> {
  const [report] = await db
    .select()
    .from(reports)
    .where(eq(reports.callAttemptId, id))
    .orderBy(desc(reports.postedAt))
    .limit(1)
  return report?.state === 'withdrawn' ? undefined : report
}

/** What somebody recorded since stands in the table: its recorder corrects it. */
async function requireUnrecorded(db: Db, { taskId, endedAt }: Ended, report: Report | undefined): Promise<void> {
  const since = and(eq(records.taskId, taskId), gte(records.recordedAt, endedAt), isNull(records.undoneAt))
  if (report?.state === 'recorded' || (await db.$count(records, since)) > 0) throw new DomainError('already_recorded')
}

async function reopen(db: Db, { id }: Attempt): Promise<void> {
  const open = { outcome: null, mismatchKind: null, callBackAt: null, endedAt: null, before: null }
  await db
    .update(callAttempts)
    .set({ ...open, saysTested: false, saysTestedOn: null })
    .where(eq(callAttempts.id, id))
}

async function withdraw(act: Act, task: TaskRow, report: Report, { before, outcome }: Ended): Promise<void> {
  const { db, sealer } = act
  await db.update(reports).set({ state: 'withdrawn' }).where(eq(reports.id, report.id))
  if (before.status === 'reported') await letEarlierWait(db, task.id)
  await keepTyped(act, task, report)
  if (await takeBackUnsent(db, report.id)) return
  const group = await findGroupFor(db, task.unitId, 'result')
  const content = writeWithdrawal(task.code, outcome && OUTCOMES[outcome].label)
  if (group) await queueMessage(db, sealer, { groupId: group.id, content, at: act.clock() })
}

/** The report that waited when this one took its place waits again. */
async function letEarlierWait(db: Db, taskId: string): Promise<void> {
  const [earlier] = await db
    .select({ id: reports.id })
    .from(reports)
    .where(and(eq(reports.taskId, taskId), eq(reports.state, 'superseded')))
    .orderBy(desc(reports.postedAt))
    .limit(1)
  if (earlier) await db.update(reports).set({ state: 'posted' }).where(eq(reports.id, earlier.id))
}

/** What was typed stands in the form again. */
async function keepTyped({ db, sealer, member, clock }: Act, task: TaskRow, report: Report): Promise<void> {
  const fields = openReport(sealer, report)
  if (!saysSomething({ ...fields, outcome: null }, NOTHING_KNOWN)) return
  const { staffId } = member
  const draft = { fieldsSealed: sealJson(sealer, fields, ofDraft(staffId, task)), savedAt: clock() }
  await db
    .insert(drafts)
    .values({ staffId, taskId: task.id, ...draft })
    .onConflictDoUpdate({ target: [drafts.staffId, drafts.taskId], set: draft })
}
