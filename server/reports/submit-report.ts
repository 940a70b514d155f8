import { and, asc, eq } from 'drizzle-orm'
import type { ReportFields } from '../../contract/report-fields.ts'
import type { SubmitReport } from '../../contract/reports.ts'
import { saysSomething } from '../../domain/calls/says-something.ts'
import { writeReportLine } from '../../domain/report-text/line/write-line.ts'
import { MOVES } from '../../domain/tasks/status.ts'
import type { Act } from '../act.ts'
import { endAttempt } from '../tasks/end-attempt.ts'
import { only } from '../db/db.ts'
import { drafts, reports, subjects } from '../db/schema/index.ts'
import { DomainError } from '../errors.ts'
import { findGroupFor } from '../groups/find-group.ts'
import { queueMessage } from '../messages/queue-message.ts'
import { takeMessage } from '../messages/take-message.ts'
import { sealJson } from '../privacy/sealer.ts'
import { changeTask, requireOpen, requireVersion } from '../tasks/change-task.ts'
import { requireFree } from '../tasks/lease.ts'
import { lockOwnTask, type TaskRow } from '../access/task-scope.ts'
import { unmaskFields } from '../privacy/masked-fields.ts'
import { ofReport } from '../privacy/places.ts'
import { openDraft } from '../tasks/sealed-report.ts'
import { openCard, openName, openPhone } from '../tasks/sealed-task.ts'

/**
 * What the phone team learned: stored, posted to the unit's group through the queue, waiting to be recorded.
 * Without a group the report is stored all the same and says so.
 * @throws DomainError `not_found`, `task_closed`, `task_held`, `task_changed`, `report_empty`, `messages_full`
 */
export async function submitReport(act: Act, taskId: string, report: SubmitReport): Promise<TaskRow> {
  const { db, member } = act
  const now = act.clock()
  const task = await lockOwnTask(act, ['caller'], taskId)
  await requireOpen(db, task, report.version)
  await requireFree(act, task, now)
  await requireVersion(db, task, report.version)
  const fields = await withHeldAddress(act, task, report.fields)
  const line = await lineOf(act, task, fields, report.line)
  const { outcome } = fields
  const moved = MOVES.report(task, { outcome, at: now, callBackAt: fields.callBackAt })
  const callAttemptId = await endAttempt(act, task, {
    id: report.callAttemptId,
    outcome,
    mismatchKind: report.mismatchKind,
    at: now,
    moved,
  })
  await db
    .update(reports)
    .set({ state: 'superseded' })
    .where(and(eq(reports.taskId, taskId), eq(reports.state, 'posted')))
  const place = { id: crypto.randomUUID(), unitId: task.unitId }
  const written = {
    fieldsSealed: sealJson(act.sealer, fields, ofReport('fields_sealed', place)),
    lineSealed: act.sealer.seal(line, ofReport('line_sealed', place)),
  }
  const made = { ...place, taskId, staffId: member.staffId, callAttemptId, postedAt: now, ...written }
  const { id } = only(await db.insert(reports).values(made).returning({ id: reports.id }))
  const group = await findGroupFor(db, task.unitId, 'result')
  if (group) {
    await takeMessage(act)
    await queueMessage(db, act.sealer, { groupId: group.id, content: line, reportId: id, at: now })
  }
  await db.delete(drafts).where(and(eq(drafts.taskId, taskId), eq(drafts.staffId, member.staffId)))
  const changed = await changeTask(db, task, moved, {
    kind: 'report_submitted',
    at: now,
    staffId: member.staffId,
    data: { outcome },
  })
  return changed
}

/** A draft comes back to the phone with its address masked; the one typed first is still in the draft. */
async function withHeldAddress(act: Act, task: TaskRow, sent: ReportFields): Promise<ReportFields> {
  const [draft] = await act.db
    .select()
    .from(drafts)
    .where(and(eq(drafts.taskId, task.id), eq(drafts.staffId, act.member.staffId)))
  return draft ? unmaskFields(sent, openDraft(act.sealer, draft, task)) : sent
}

/** The line for the group: the caller's own words (`judge-line.ts`), or what the fields say, which must be something. */
async function lineOf(
  { db, sealer, city, clock }: Act,
  task: TaskRow,
  fields: ReportFields,
  edited: string | undefined,
): Promise<string> {
  const people = await db.select().from(subjects).where(eq(subjects.taskId, task.id)).orderBy(asc(subjects.position))
  const names = people.flatMap(person => openName(sealer, task, person) ?? [])
  const phone = openPhone(sealer, task)
  const written = writeReportLine(fields, {
    code: task.code,
    name: names[0] ?? null,
    phone,
    city: city.short,
    now: clock().toISOString(),
  })
  if (edited === undefined || edited === written) {
    const { known } = openCard(sealer, task)
    if (!saysSomething(fields, known)) throw new DomainError('report_empty')
    return written
  }
  return edited
}
