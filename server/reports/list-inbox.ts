import { and, asc, eq, inArray, sql } from 'drizzle-orm'
import type * as v from 'valibot'
import { DEFAULT_PAGE_SIZE } from '../../contract/paging.ts'
import { emptyReportFields, type ReportFields } from '../../contract/report-fields.ts'
import { shown } from '../privacy/sealer.ts'
import type { InboxPage, InboxReport, ListReportsQuery } from '../../contract/reports.ts'
import { highlightsAgainst } from '../../domain/reports/highlights.ts'
import { labDiffers } from '../../domain/lab/differs.ts'
import type { Act, Work } from '../act.ts'
import { only, rowsOf, type Db } from '../db/db.ts'
import { outgoingMessages, reports, staff, tasks, units } from '../db/schema/index.ts'
import { readCursor, writeCursor } from '../http/cursor.ts'
import { listEarlierRecords, type EarlierRecord } from '../tasks/earlier-records.ts'
import { labSampleOf, listSamples, toldByLab } from '../test-results/told-by-lab.ts'
import { queueFactsOf } from '../tasks/queue-facts.ts'
import { communitiesBelow } from '../access/task-scope.ts'
import type { SampleRow } from '../test-results/samples-of.ts'
import { reportSummaryOf, type ReportRow } from './report-summary.ts'
import { openReport } from '../tasks/sealed-report.ts'
import { openCard } from '../tasks/sealed-task.ts'

/** Reports of the recorder's communities that wait to be recorded, oldest first. */
export async function listInbox(act: Act, query: v.InferOutput<typeof ListReportsQuery>): Promise<InboxPage> {
  const { db } = act
  const communityIds = await communitiesBelow(act, ['recorder'], query.unitId)
  const limit = query.limit ?? DEFAULT_PAGE_SIZE
  const after = query.after ? readCursor(query.after) : null
  const rows = await db
    .select({
      report: reports,
      code: tasks.code,
      unitName: units.name,
      staffName: staff.name,
      message: outgoingMessages,
      task: tasks,
    })
    .from(reports)
    .innerJoin(tasks, eq(tasks.id, reports.taskId))
    .innerJoin(units, eq(units.id, reports.unitId))
    .innerJoin(staff, eq(staff.id, reports.staffId))
    .leftJoin(outgoingMessages, eq(outgoingMessages.reportId, reports.id))
    .where(
      and(
        eq(reports.state, 'posted'),
        inArray(reports.unitId, communityIds),
        after ? sql`(${reports.postedAt}, ${reports.id}) > (${after[1]}::timestamptz, ${after[2]}::uuid)` : undefined,
      ),
    )
    .orderBy(asc(reports.postedAt), asc(reports.id))
    .limit(limit + 1)
  const items = rows.slice(0, limit)
  const last = rows.length > limit ? items.at(-1)?.report : undefined
  const reported = items.map(({ task }) => task)
  const samples = await listSamples(db, reported)
  const earlier = await listEarlierRecords(act, reported)
  return {
    items: items.map(row => {
      const { id } = row.task
      return inboxReportOf(act, row, earlier.get(id) ?? [], samples.get(id) ?? [])
    }),
    next: last ? writeCursor(0, last.postedAt, last.id) : null,
    ...(await countWaiting(db, communityIds)),
  }
}

function inboxReportOf(
  work: Pick<Work, 'sealer'>,
  row: ReportRow & { task: typeof tasks.$inferSelect },
  earlier: readonly EarlierRecord[],
  samples: readonly SampleRow[],
): InboxReport {
  const card = openCard(work.sealer, row.task)
  const told = shown(() => openReport(work.sealer, row.report), null)
  const fields = told ?? emptyReportFields()
  return {
    ...reportSummaryOf(work, row),
    taskVersion: row.task.version,
    queue: queueFactsOf(row.task, row.task.attemptCount),
    name: card.name,
    phoneTail: card.phoneTail,
    highlights: highlightsAgainst(fields, card.known, [...earlier.map(record => record.fields), toldByLab(samples)]),
    labSays: labDiffers(fields.tests, samples.map(labSampleOf), fields.testCount === 0),
    doubt: doubtOf(row.task, told),
  }
}

/** Why one tap is not enough. */
function doubtOf({ recordedAt }: typeof tasks.$inferSelect, told: ReportFields | null): string | null {
  if (told === null) return '这条反馈无法读取，请联系管理员'
  return recordedAt ? '这位已经录入过，请核对后再录' : null
}

async function countWaiting(db: Db, communityIds: string[]): Promise<Pick<InboxPage, 'waiting' | 'oldestPostedAt'>> {
  const rows = await rowsOf<{ waiting: number; oldest: string | null }>(
    db,
    sql`select count(*)::int as waiting, min(posted_at) as oldest from reports
      where state = 'posted' and unit_id = any(${sql.param(communityIds)}::uuid[])`,
  )
  const { waiting, oldest } = only(rows)
  return { waiting, oldestPostedAt: oldest === null ? null : new Date(oldest).toISOString() }
}
