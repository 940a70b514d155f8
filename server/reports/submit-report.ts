import { and, asc, eq } from 'drizzle-orm'
import type { ReportFields } from '../../contract/report-fields.ts'
import type { SubmitReport } from '../../contract/reports.ts'
import type { TaskDetail } from '../../contract/tasks.ts'
import { namesResident } from '../../domain/person/names-resident.ts'
import { saysSomething } from '../../domain/calls/says-something.ts'
import { writeReportLine } from '../../domain/report-text/line/write-line.ts'
import { MOVES } from '../../domain/tasks/status.ts'
import type { Deps, Member } from '../app-env.ts'
import { endAttempt } from '../calls/record-call.ts'
import { only, type Db } from '../db/db.ts'
import { drafts, reports, subjects } from '../db/schema/index.ts'
import { DomainError } from '../errors.ts'
import { findGroupFor } from '../groups/find-group.ts'
import { queueMessage } from '../messages/queue-message.ts'
import { openJson, sealJson } from '../privacy/sealer.ts'
import { changeTask, requireVersion } from '../tasks/change-task.ts'
import { detailOf } from '../task-detail/get-task.ts'
import { requireFree } from '../tasks/lease.ts'
import type { TaskCard } from '../tasks/task-card.ts'
import { lockOwnTask, type TaskRow } from '../access/task-scope.ts'
import { unmaskFields } from '../privacy/masked-fields.ts'

/**
 * What the phone team learned: stored, posted to the unit's group through the queue, waiting to be recorded.
 * Without a group the report is stored all the same and says so.
 * @throws DomainError `not_found`, `task_closed`, `task_held`, `task_changed`, `report_empty`, `report_line_personal`
 */
export async function submitReport(
  deps: Deps,
  tx: Db,
  member: Member,
  taskId: string,
  report: SubmitReport,
): Promise<TaskDetail> {
  const now = deps.clock()
  const task = await lockOwnTask(tx, member, ['caller'], taskId)
  if (task.status === 'closed') throw new DomainError('task_closed')
  await requireFree(tx, task, member, now)
  await requireVersion(tx, task, report.version)
  const fields = await withHeldAddress(deps, tx, member, task, report.fields)
  const line = await lineOf(deps, tx, task, fields, report.line, now)
  const { outcome } = fields
  const callAttemptId = await endAttempt(tx, member, task, {
    id: report.callAttemptId,
    outcome,
    mismatchKind: report.mismatchKind,
    at: now,
  })
  await tx
    .update(reports)
    .set({ state: 'superseded' })
    .where(and(eq(reports.taskId, taskId), eq(reports.state, 'posted')))
  const written = { fieldsSealed: sealJson(deps.sealer, fields), lineSealed: deps.sealer.seal(line) }
  const made = { taskId, unitId: task.unitId, staffId: member.staffId, callAttemptId, postedAt: now, ...written }
  const { id } = only(await tx.insert(reports).values(made).returning({ id: reports.id }))
  const group = await findGroupFor(tx, task.unitId, 'result')
  if (group) await queueMessage(tx, deps.sealer, { groupId: group.id, content: line, reportId: id, at: now })
  await tx.delete(drafts).where(and(eq(drafts.taskId, taskId), eq(drafts.staffId, member.staffId)))
  const patch = MOVES.report(task, { outcome, at: now })
  const changed = await changeTask(tx, task, patch, {
    kind: 'report_submitted',
    at: now,
    staffId: member.staffId,
    data: { outcome },
  })
  return detailOf(deps, tx, member, changed)
}

/** A draft comes back to the phone with its address masked; the one typed first is still in the draft. */
async function withHeldAddress(
  deps: Deps,
  tx: Db,
  member: Member,
  task: TaskRow,
  sent: ReportFields,
): Promise<ReportFields> {
  const [draft] = await tx
    .select()
    .from(drafts)
    .where(and(eq(drafts.taskId, task.id), eq(drafts.staffId, member.staffId)))
  return draft ? unmaskFields(sent, openJson<ReportFields>(deps.sealer, draft.fieldsSealed)) : sent
}

/** The line for the group: the caller's own words, or what the fields say, which must be something. */
async function lineOf(
  deps: Deps,
  tx: Db,
  task: TaskRow,
  fields: ReportFields,
  edited: string | undefined,
  now: Date,
): Promise<string> {
  const { sealer, config } = deps
  const people = await tx.select().from(subjects).where(eq(subjects.taskId, task.id)).orderBy(asc(subjects.position))
  const names = people.flatMap(person => (person.nameSealed ? [sealer.open(person.nameSealed)] : []))
  const phone = sealer.open(task.phoneSealed)
  const written = writeReportLine(fields, {
    code: task.code,
    name: names[0] ?? null,
    phone,
    city: config.city.short,
    now: now.toISOString(),
  })
  if (edited === undefined || edited === written) {
    const { known } = openJson<TaskCard>(sealer, task.cardSealed)
    if (!saysSomething(fields, known)) throw new DomainError('report_empty')
    return written
  }
  const documents = people.flatMap(person => (person.idNumberSealed ? [sealer.open(person.idNumberSealed)] : []))
  if (namesResident(edited, { names, numbers: [phone, ...documents] })) throw new DomainError('report_line_personal')
  return edited
}
