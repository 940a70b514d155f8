import { UNDO_MINUTES, type RecordSummary } from '../../contract/records.ts'
import type { InboxReport } from '../../contract/reports.ts'

/** What this page recorded, to be undone while possible and corrected after that. */
export interface RecentRecord {
  record: RecordSummary
  report: InboxReport
  /** Why the last try to undo it failed. */
  problem: string | null
}

/** Newest first; a correction takes the place of the record it corrects. */
export function rememberRecord(recent: readonly RecentRecord[], next: RecentRecord): readonly RecentRecord[] {
  return [next, ...recent.filter(({ report }) => report.id !== next.report.id)]
}

/** Whole minutes in which the record can still be undone, the running one included; 0: only a correction is left. */
export function undoMinutesLeft({ undoUntil, state }: RecordSummary, now: number): number {
  if (state !== 'current') return 0
  const left = Math.ceil((Date.parse(undoUntil) - now) / 60_000)
  return Math.min(UNDO_MINUTES, Math.max(0, left))
}
