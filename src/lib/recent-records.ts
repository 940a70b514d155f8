import { UNDO_MINUTES, type RecordSummary } from '../../contract/records.ts'
import type { InboxReport } from '../../contract/reports.ts'

/** What a record was made from, as far as the list of records shows it: a report of the inbox, or a card of a paste. */
export type RecordedReport = Pick<InboxReport, 'id' | 'taskId' | 'taskVersion' | 'code' | 'name' | 'phoneTail' | 'line'>

/** What this page recorded, to be undone while possible and corrected after that. */
export interface RecentRecord {
  record: RecordSummary
  report: RecordedReport
  /** Why the last try to undo it failed. */
  problem: string | null
  /** Puts a card of a paste back in its place once the record is undone; a report goes back into the inbox. */
  comeBack?: (undone: RecordSummary) => void
}

/** Whether it is a report that waits in the inbox when its record is undone. */
export const isInboxReport = (report: RecordedReport): report is InboxReport => 'postedAt' in report

/** Newest first; a correction takes the place of the record it corrects, another record of the task supersedes it. */
export function rememberRecord(recent: readonly RecentRecord[], next: RecentRecord): readonly RecentRecord[] {
  const others = recent.filter(({ report }) => report.id !== next.report.id)
  return [next, ...others.map(entry => (isOfTask(entry, next.record) ? withState(entry, 'superseded') : entry))]
}

/** Without the record that was undone; the one before it speaks again, on the task as it is now. */
export function forgetRecord(recent: readonly RecentRecord[], undone: RecordSummary): readonly RecentRecord[] {
  const others = recent.filter(({ record }) => record.id !== undone.id)
  const before = others.find(entry => isOfTask(entry, undone) && entry.record.state === 'superseded')
  return others.map(entry => (entry === before ? withState(entry, 'current', undone.taskVersion) : entry))
}

const isOfTask = ({ report }: RecentRecord, { taskId }: RecordSummary) => report.taskId === taskId

const withState = (entry: RecentRecord, state: RecordSummary['state'], taskVersion = entry.record.taskVersion) => ({
  ...entry,
  record: { ...entry.record, state, taskVersion },
})

/** Whole minutes in which the record can still be undone, the running one included; 0: only a correction is left. */
export function undoMinutesLeft({ undoUntil, state }: RecordSummary, now: number): number {
  if (state !== 'current') return 0
  const left = Math.ceil((Date.parse(undoUntil) - now) / 60_000)
  return Math.min(UNDO_MINUTES, Math.max(0, left))
}
