import { desc, eq, type SQL } from 'drizzle-orm'
import type { Work } from '../act.ts'
import type { ReportSummary } from '../../contract/reports.ts'
import { outgoingMessages, reports, staff, tasks, units } from '../db/schema/index.ts'
import { emptyReportFields } from '../../contract/report-fields.ts'
import { shown, UNREADABLE } from '../privacy/sealer.ts'
import { maskFields } from '../privacy/masked-fields.ts'
import { openLine, openReport } from '../tasks/sealed-report.ts'

/** Reports with how far their group message has come, newest first. */
export async function reportSummaries(work: Work, where: SQL | undefined): Promise<ReportSummary[]> {
  const rows = await work.db
    .select({
      report: reports,
      code: tasks.code,
      unitName: units.name,
      staffName: staff.name,
      message: outgoingMessages,
    })
    .from(reports)
    .innerJoin(tasks, eq(tasks.id, reports.taskId))
    .innerJoin(units, eq(units.id, reports.unitId))
    .innerJoin(staff, eq(staff.id, reports.staffId))
    .leftJoin(outgoingMessages, eq(outgoingMessages.reportId, reports.id))
    .where(where)
    .orderBy(desc(reports.postedAt))
  return rows.map(row => reportSummaryOf(work, row))
}

export interface ReportRow {
  report: typeof reports.$inferSelect
  code: string
  unitName: string
  staffName: string
  message: typeof outgoingMessages.$inferSelect | null
}

export function reportSummaryOf(
  { sealer }: Pick<Work, 'sealer'>,
  { report, code, unitName, staffName, message }: ReportRow,
): ReportSummary {
  return {
    id: report.id,
    taskId: report.taskId,
    code,
    unitId: report.unitId,
    unitName,
    staffName,
    postedAt: report.postedAt.toISOString(),
    state: report.state,
    line: shown(() => openLine(sealer, report), UNREADABLE),
    fields: maskFields(shown(() => openReport(sealer, report), emptyReportFields())),
    post: {
      state: message?.state ?? 'no_group',
      attempts: message?.attempts ?? 0,
      problem: message?.problem ?? null,
      sentAt: message?.sentAt?.toISOString() ?? null,
    },
  }
}
