import { MINUTE_MS } from '../../../domain/time/lengths.ts'
import { UNDO_MINUTES } from '../../../contract/common.ts'
import type { OwnRecord, RecordSummary, SupersededRecord } from '../../../contract/records.ts'
import type { InboxReport } from '../../../contract/reports.ts'

/** What a record was made from, as far as the list of records shows it: a report of the inbox, or a card of a paste. */
export type RecordedReport = Pick<InboxReport, 'id' | 'taskId' | 'taskVersion' | 'code' | 'name' | 'phoneTail' | 'line'>

/** What the member recorded this shift, to be undone while possible and corrected after that. */
export interface RecentRecord {
  record: RecordSummary
  report: RecordedReport
  /** What it took the place of, newest first, as far as the server has told. */
  superseded: readonly SupersededRecord[]
  /** The colleague who took it back or put another in its place. */
  changed: OwnRecord['changed']
  /** Why the last try to undo it failed. */
  problem: string | null
  /** The card of a paste that goes back to its place once the record is undone; a report goes back into the inbox. */
  pasteKey?: string
}

/** Whether it is a report that waits in the inbox when its record is undone. */
export const isInboxReport = (report: RecordedReport): report is InboxReport => 'postedAt' in report

/** As it was just made on this page. */
export const recentRecordOf = (record: RecordSummary, report: RecordedReport): RecentRecord => ({
  record,
  report,
  superseded: [],
  changed: null,
  problem: null,
})

/**
 * The server's list over what this page knows: it has every record of the shift, this page knows where each card came from.
 * `asked` is the list at the time of the question: what was made or undone since then the answer does not know.
 */
export function mergeOwn(
  asked: readonly RecentRecord[],
  recent: readonly RecentRecord[],
  own: readonly OwnRecord[],
): readonly RecentRecord[] {
  const idsOf = (entries: readonly RecentRecord[]) => new Set(entries.map(({ record }) => record.id))
  const [before, now, told] = [idsOf(asked), idsOf(recent), new Set(own.map(({ record }) => record.id))]
  const made = recent.filter(({ record }) => !before.has(record.id) && !told.has(record.id))
  const isUndone = (id: string) => before.has(id) && !now.has(id)
  const known = new Map(recent.map(entry => [entry.record.id, entry]))
  return [
    ...made,
    ...own.filter(({ record }) => !isUndone(record.id)).map(item => renewed(known.get(item.record.id), item)),
  ]
}

function renewed(entry: RecentRecord | undefined, { superseded, changed, ...item }: OwnRecord): RecentRecord {
  const { record, code, name, phoneTail, line } = item
  const { taskId, taskVersion } = record
  const report = { id: record.reportId ?? record.id, taskId, taskVersion, code, name, phoneTail, line }
  return { ...(entry ?? recentRecordOf(record, report)), record, superseded, changed }
}

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
  const left = Math.ceil((Date.parse(undoUntil) - now) / MINUTE_MS)
  return Math.min(UNDO_MINUTES, Math.max(0, left))
}
