import { emptyReportFields, type ReportFields } from '../../contract/report-fields.ts'
import type { Sealed } from '../db/schema/columns.ts'
import type { drafts, records } from '../db/schema/index.ts'
import { ofDraft, ofRecord, ofReport, type Place, type TaskPlace } from '../privacy/places.ts'
import { openJson, type Sealer } from '../privacy/sealer.ts'

/** What a report says, in clear. */
export const openReport = (sealer: Sealer, report: TaskPlace & { fieldsSealed: Sealed }): ReportFields =>
  openFields(sealer, report.fieldsSealed, ofReport('fields_sealed', report))

/** The lines of a report in the group. */
export const openLine = (sealer: Sealer, report: TaskPlace & { lineSealed: Sealed }): string =>
  sealer.open(report.lineSealed, ofReport('line_sealed', report))

type Recorded = Pick<typeof records.$inferSelect, 'id' | 'fieldsSealed' | 'reasonSealed'>

/** What a record of a task in this community holds, in clear. */
export const openRecord = (sealer: Sealer, record: Omit<Recorded, 'reasonSealed'>, unitId: string): ReportFields =>
  openFields(sealer, record.fieldsSealed, ofRecord('fields_sealed', record, unitId))

/** Why a record was made in the place of another. */
export const openReason = (sealer: Sealer, record: Omit<Recorded, 'fieldsSealed'>, unitId: string): string | null =>
  record.reasonSealed && sealer.open(record.reasonSealed, ofRecord('reason_sealed', record, unitId))

type Draft = Pick<typeof drafts.$inferSelect, 'staffId' | 'fieldsSealed'>

/** What a member typed about this task and has not sent. */
export const openDraft = (sealer: Sealer, draft: Draft, task: TaskPlace): ReportFields =>
  openFields(sealer, draft.fieldsSealed, ofDraft(draft.staffId, task))

/** What was sealed before a field was asked for does not tell it. */
const openFields = (sealer: Sealer, sealed: Sealed, place: Place): ReportFields => ({
  ...emptyReportFields(),
  ...openJson<Partial<ReportFields>>(sealer, sealed, place, {}),
})
