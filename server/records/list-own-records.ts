import { and, eq, gt, inArray, isNull, ne, or, sql } from 'drizzle-orm'
import { MAX_OWN_RECORDS, OWN_RECORD_HOURS, type OwnRecord, type OwnRecords } from '../../contract/records.ts'
import { highlightsOf } from '../../domain/reports/highlights.ts'
import { NOTHING_KNOWN } from '../../domain/reports/part.ts'
import { communitiesOf, type Act } from '../act.ts'
import type { Db } from '../db/db.ts'
import { batches, records, reports, staff, tasks } from '../db/schema/index.ts'
import { emptyReportFields } from '../../contract/report-fields.ts'
import { shown, UNREADABLE, type Sealer } from '../privacy/sealer.ts'
import { newestRecordFirst, recordSummaryOf, type RecordRow } from './record-summary.ts'
import { HOUR_MS } from '../../domain/time/lengths.ts'
import { openLine, openReason, openRecord } from '../tasks/sealed-report.ts'
import { openCard } from '../tasks/sealed-task.ts'

/** A record of one of the tasks listed, whoever made it. */
interface Step {
  row: RecordRow
  by: string
}

/**
 * What the member recorded this shift, newest first, each task once. What a colleague undid or corrected is still listed
 * and says by whom; what the member took back is not.
 */
export async function listOwnRecords(act: Act): Promise<OwnRecords> {
  const { db } = act
  const since = new Date(act.clock().getTime() - OWN_RECORD_HOURS * HOUR_MS)
  const own = await listOwn(act, since)
  const steps = await listSteps(db, [...new Set(own.map(({ record }) => record.taskId))])
  const undoers = await namesOf(
    db,
    own.flatMap(({ record }) => record.undoneBy ?? []),
  )
  const newest = [...new Map([...own].reverse().map(row => [row.record.taskId, row])).values()].reverse()
  return {
    items: newest.map(row => ownRecordOf(act, row, steps.get(row.record.taskId) ?? [], undoers)),
  }
}

type OwnRow = Awaited<ReturnType<typeof listOwn>>[number]

function listOwn(act: Act, since: Date) {
  const { member } = act
  return act.db
    .select({
      record: records,
      task: tasks,
      report: reports,
    })
    .from(records)
    .innerJoin(tasks, eq(tasks.id, records.taskId))
    .innerJoin(batches, eq(batches.id, tasks.batchId))
    .leftJoin(reports, eq(reports.id, records.reportId))
    .where(
      and(
        eq(records.staffId, member.staffId),
        gt(records.recordedAt, since),
        or(isNull(records.undoneBy), ne(records.undoneBy, member.staffId)),
        inArray(tasks.unitId, communitiesOf(member, ['recorder'])),
        ne(batches.status, 'rolled_back'),
      ),
    )
    .orderBy(...newestRecordFirst)
    .limit(MAX_OWN_RECORDS)
}

/** Records of these tasks that were not undone, by task. */
async function listSteps(db: Db, taskIds: readonly string[]): Promise<Map<string, Step[]>> {
  const rows = await db
    .select({ row: records, by: staff.name })
    .from(records)
    .innerJoin(staff, eq(staff.id, records.staffId))
    .where(and(sql`${records.taskId} = any(${sql.param(taskIds)}::uuid[])`, isNull(records.undoneAt)))
  const byTask = new Map<string, Step[]>()
  for (const step of rows) byTask.set(step.row.taskId, [...(byTask.get(step.row.taskId) ?? []), step])
  return byTask
}

async function namesOf(db: Db, staffIds: readonly string[]): Promise<Map<string, string>> {
  if (staffIds.length === 0) return new Map()
  const rows = await db
    .select({ id: staff.id, name: staff.name })
    .from(staff)
    .where(inArray(staff.id, [...new Set(staffIds)]))
  return new Map(rows.map(({ id, name }) => [id, name]))
}

function ownRecordOf(
  { sealer, member }: Act,
  { record, task, report }: OwnRow,
  steps: readonly Step[],
  undoers: ReadonlyMap<string, string>,
): OwnRecord {
  const { name, phoneTail } = openCard(sealer, task)
  return {
    record: recordSummaryOf(sealer, record, member.name, task),
    code: task.code,
    name,
    phoneTail,
    line: report === null ? '' : shown(() => openLine(sealer, report), UNREADABLE),
    superseded: supersededBy(record.id, steps).map(step => supersededOf(sealer, step, task.unitId)),
    changed: changedBy(record, steps, undoers),
  }
}

/** What the record took the place of, and what that had: newest first. */
function supersededBy(id: string, steps: readonly Step[]): Step[] {
  const before = steps.find(({ row }) => row.supersededBy === id)
  return before ? [before, ...supersededBy(before.row.id, steps)] : []
}

function supersededOf(sealer: Sealer, { row, by }: Step, unitId: string): OwnRecord['superseded'][number] {
  const fields = shown(() => openRecord(sealer, row, unitId), emptyReportFields())
  const told = highlightsOf(fields, NOTHING_KNOWN)
  return {
    by,
    at: row.recordedAt.toISOString(),
    told: told.map(({ text }) => text).join('，'),
    reason: shown(() => openReason(sealer, row, unitId), UNREADABLE),
  }
}

/** The colleague who took it back, or whose record took its place. */
function changedBy(
  { undoneAt, undoneBy, supersededBy: nextId, supersededAt }: RecordRow,
  steps: readonly Step[],
  undoers: ReadonlyMap<string, string>,
): OwnRecord['changed'] {
  if (undoneAt) return { by: undoers.get(undoneBy ?? '') ?? '同事', at: undoneAt.toISOString() }
  if (!supersededAt) return null
  const next = steps.find(({ row }) => row.id === nextId)
  return { by: next?.by ?? '同事', at: supersededAt.toISOString() }
}
