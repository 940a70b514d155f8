import { defineStore } from 'pinia'
import { computed, shallowRef } from 'vue'
import type { RecordSummary } from '../../../contract/records.ts'
import type { ReportFields } from '../../../contract/report-fields.ts'
import type { InboxReport } from '../../../contract/reports.ts'
import type { StreamEvent } from '../../../contract/stream.ts'
import { correctRecord, listInbox, listOwnRecords, recordReport, undoRecord } from './api.ts'
import { postReport } from '../calling/api.ts'
import { getTask } from '../tasks/api.ts'
import { ApiError } from '../../http/api-error.ts'
import * as lists from './inbox-list.ts'
import { newId } from '../../http/new-id.ts'
import {
  forgetRecord,
  isInboxReport,
  mergeOwn,
  recentRecordOf,
  rememberRecord,
  type RecentRecord,
  type RecordedReport,
} from './recent-records.ts'
import { clockTime } from '../../ui/time.ts'
import { useLiveStore } from '../../app/live.ts'
import { useOutboxStore, type Sent } from '../../app/outbox.ts'

const PAGE = 20
const MAX_PAGE = 100

/** Reports that wait to be recorded, and what this member recorded this shift. */
export const useInboxStore = defineStore('inbox', () => {
  const outbox = useOutboxStore()
  const inbox = shallowRef(lists.emptyInbox)
  const recent = shallowRef<readonly RecentRecord[]>([])
  const error = shallowRef<ApiError | null>(null)
  /** Reports on their way into the system, by the last question asked before their answer came: its answer may still show them. */
  const leaving = new Map<string, number>()
  /** What this very page did, as task and version. */
  const ownSteps = new Set<string>()
  let asked = 0
  let loadingMore = false

  const oldestPostedAt = computed(() => lists.oldestPostedAt(inbox.value))

  async function read(after: string | null, limit: number, merge: typeof lists.mergeInbox) {
    asked += 1
    const question = asked
    try {
      const page = await listInbox({ after, limit })
      error.value = null
      useLiveStore().answered()
      inbox.value = merge(inbox.value, page, id => question <= (leaving.get(id) ?? 0))
    } catch (cause) {
      error.value = ApiError.from(cause)
    }
  }

  /** What is true now, under what is shown; a screen that opens anew drops the cards that are done with. */
  const refresh = () => read(null, Math.min(MAX_PAGE, inbox.value.items.length + PAGE), lists.mergeInbox)

  /** Own records as the server knows them: they outlive this page. Where it cannot be asked, what is shown stays. */
  async function refreshRecent() {
    const asked = recent.value
    const own = await listOwnRecords().catch(() => null)
    if (own) recent.value = mergeOwn(asked, recent.value, own.items)
  }

  async function loadMore() {
    const after = inbox.value.next
    if (after === null || loadingMore) return
    loadingMore = true
    await read(after, PAGE, lists.appendInbox)
    loadingMore = false
  }

  function sweep() {
    inbox.value = { ...inbox.value, items: inbox.value.items.filter(item => item.over === null) }
  }

  const change = (reportId: string, update: (item: lists.InboxItem) => lists.InboxItem) =>
    (inbox.value = lists.changeItem(inbox.value, reportId, update))

  /** Record a report as it is, or with what the recorder corrected. The card leaves at once and comes back where that is refused. */
  function record(item: lists.InboxItem, fields: ReportFields | null): Promise<Sent<RecordSummary>> {
    const { report } = item
    leaving.set(report.id, Infinity)
    inbox.value = lists.takeOut(inbox.value, report.id)
    return outbox.send({
      label: `录入 #${report.code}`,
      taskId: report.taskId,
      send: requestId => sendRecord(requestId, { ...item, edited: fields }),
    })
  }

  async function sendRecord(requestId: string, item: lists.InboxItem): Promise<RecordSummary> {
    const { report, edited } = item
    const body = { version: report.taskVersion, ...(edited ? { fields: edited } : {}) }
    try {
      const record = await recordReport(requestId, report.id, body)
      leaving.set(report.id, asked)
      remember(recentRecordOf(record, report))
      return record
    } catch (cause) {
      const refusal = ApiError.from(cause)
      if (!refusal.passing) await comeBack(item, refusal)
      throw refusal
    }
  }

  function remember(entry: RecentRecord) {
    noteStep(entry.record)
    recent.value = rememberRecord(recent.value, entry)
  }

  const stepOf = (taskId: string | null, taskVersion: number | null) => `${taskId} ${taskVersion}`
  const noteStep = ({ taskId, taskVersion }: RecordSummary) => ownSteps.add(stepOf(taskId, taskVersion))

  async function comeBack(item: lists.InboxItem, refusal: ApiError) {
    const { report } = item
    const [last] = refusal.changes
    leaving.delete(report.id)
    if (refusal.code === 'already_recorded') {
      const who = last ? `${last.by ?? '同事'} ${clockTime(last.at)} 已录入` : refusal.message
      inbox.value = lists.putBack(inbox.value, { ...item, over: who })
      return
    }
    const taskVersion = await versionAfter(refusal, report)
    const problem = { text: refusal.message, changes: refusal.changes }
    inbox.value = lists.putBack(inbox.value, { ...item, report: { ...report, taskVersion }, problem })
  }

  /** Once the changes are on the screen, the next tap is about the task as it is now. */
  async function versionAfter(refusal: ApiError, { taskId, taskVersion }: RecordedReport): Promise<number> {
    if (refusal.code !== 'task_changed') return taskVersion
    return getTask(taskId).then(
      task => task.version,
      () => taskVersion,
    )
  }

  /** Take a record back: the card comes back to its place. */
  function undo(entry: RecentRecord): Promise<Sent<RecordSummary>> {
    return outbox.send({
      label: `撤销 #${entry.report.code}`,
      taskId: entry.report.taskId,
      send: requestId => sendUndo(requestId, entry),
    })
  }

  async function sendUndo(requestId: string, { record, report, comeBack: goBack }: RecentRecord) {
    try {
      const undone = await undoRecord(requestId, record.id, record.taskVersion)
      leaving.delete(report.id)
      noteStep(undone)
      recent.value = forgetRecord(recent.value, undone)
      if (isInboxReport(report)) wait({ ...report, taskVersion: undone.taskVersion })
      else if (undone.reportId !== null) void refresh()
      goBack?.(undone)
      return undone
    } catch (cause) {
      const refusal = ApiError.from(cause)
      if (!refusal.passing) await keepRecent({ record, report }, refusal)
      throw refusal
    }
  }

  const wait = (report: InboxReport) => (inbox.value = lists.putBack(inbox.value, lists.itemOf(report)))

  /** The record stays listed with the reason; the next try is about the task as it is now. */
  async function keepRecent({ record, report }: Pick<RecentRecord, 'record' | 'report'>, refusal: ApiError) {
    const taskVersion = await versionAfter(refusal, { ...report, taskVersion: record.taskVersion })
    const changes = refusal.changes.map(({ by, at, text }) => `${clockTime(at)} ${by ?? ''} ${text}`)
    const problem = [refusal.message, ...changes].join('；')
    const state = refusal.code === 'record_not_current' ? 'superseded' : record.state
    recent.value = recent.value.map(entry =>
      entry.record.id === record.id ? { ...entry, record: { ...record, state, taskVersion }, problem } : entry,
    )
  }

  /** Put a corrected record in the place of one that can no longer be undone. Throws ApiError; the caller keeps `requestId` for a retry. */
  async function correct(entry: RecentRecord, fields: ReportFields, reason: string, requestId: string) {
    try {
      const body = { version: entry.record.taskVersion, fields, reason }
      const record = await correctRecord(requestId, entry.record.id, body)
      remember({ ...entry, record, problem: null })
    } catch (cause) {
      const refusal = ApiError.from(cause)
      if (refusal.code === 'task_changed' || refusal.code === 'record_not_current') await keepRecent(entry, refusal)
      throw refusal
    }
  }

  /** Try a failed group message again. Throws ApiError. */
  async function post(report: InboxReport) {
    const { post: state } = await postReport(newId(), report.id)
    change(report.id, item => ({ ...item, report: { ...item.report, post: state } }))
  }

  /** True for the echo of what this very page did: nothing to ask for. */
  const isOwnEcho = ({ taskId, taskVersion }: StreamEvent) => ownSteps.has(stepOf(taskId, taskVersion))

  return {
    inbox,
    recent,
    error,
    oldestPostedAt,
    refresh,
    refreshRecent,
    loadMore,
    sweep,
    record,
    remember,
    undo,
    correct,
    post,
    isOwnEcho,
  }
})
