import { defineStore } from 'pinia'
import { computed, shallowRef } from 'vue'
import type { RecordSummary } from '../../../contract/records.ts'
import type { ReportFields } from '../../../contract/report-fields.ts'
import type { InboxReport } from '../../../contract/reports.ts'
import type { StreamEvent } from '../../../contract/stream.ts'
import { listInbox, listOwnRecords, recordReport, undoRecord } from './api.ts'
import { getTask } from '../tasks/api.ts'
import type { ApiError } from '../../http/api-error.ts'
import { usePages } from '../../http/usePages.ts'
import * as lists from './inbox-list.ts'
import {
  forgetRecord,
  isInboxReport,
  mergeOwn,
  recentRecordOf,
  rememberRecord,
  type RecentRecord,
  type RecordedReport,
} from './recent-records.ts'
import { clockAt } from '../../../domain/time/clock.ts'
import { useLiveStore } from '../../app/live.ts'
import type { Sent } from '../../app/outbox-entry.ts'
import { useOutboxStore } from '../../app/outbox.ts'

const PAGE = 20
const MAX_PAGE = 100

/** Reports that wait to be recorded, and what this member recorded this shift. */
export const useInboxStore = defineStore('inbox', () => {
  const outbox = useOutboxStore()
  const inbox = shallowRef(lists.emptyInbox)
  const recent = shallowRef<readonly RecentRecord[]>([])
  /** Reports on their way into the system, by the last question asked before their answer came: its answer may still show them. */
  const leaving = new Map<string, number>()
  /** Their cards, as they come back where that is refused. */
  const onTheWay = new Map<string, lists.InboxItem>()
  const undoneListeners = new Set<(entry: RecentRecord, undone: RecordSummary) => void>()
  /** What this very page did, as task and version. */
  const ownSteps = new Set<string>()
  let asked = 0

  const oldestPostedAt = computed(() => lists.oldestPostedAt(inbox.value))

  async function readPage(after: string | null) {
    asked += 1
    const question = asked
    const limit = after === null ? Math.min(MAX_PAGE, inbox.value.items.length + PAGE) : PAGE
    const page = await listInbox({ after, limit })
    useLiveStore().answered()
    return { ...page, question }
  }

  const isHidden = (question: number) => (reportId: string) => question <= (leaving.get(reportId) ?? 0)

  /** `load`: what is true now, under what is shown; a screen that opens anew drops the cards that are done with. */
  const {
    error,
    load: refresh,
    loadMore,
  } = usePages({
    list: inbox,
    read: readPage,
    refresh: (list, page) => lists.mergeInbox(list, page, isHidden(page.question)),
    append: (list, page) => lists.appendInbox(list, page, isHidden(page.question)),
    subject: () => '',
  })

  /** Own records as the server knows them: they outlive this page. Where it cannot be asked, what is shown stays. */
  async function refreshRecent() {
    const asked = recent.value
    const own = await listOwnRecords().catch(() => null)
    if (own) recent.value = mergeOwn(asked, recent.value, own.items)
  }

  function sweep() {
    inbox.value = { ...inbox.value, items: inbox.value.items.filter(item => item.over === null) }
  }

  const change = (reportId: string, update: (item: lists.InboxItem) => lists.InboxItem) =>
    (inbox.value = lists.changeItem(inbox.value, reportId, update))

  /** Record a report as it is, or with what the recorder corrected. The card leaves at once and comes back where that is refused. */
  function record(item: lists.InboxItem, fields: ReportFields | null): Promise<Sent<RecordSummary>> {
    const { id, code, taskId, taskVersion } = item.report
    leaving.set(id, Infinity)
    onTheWay.set(id, { ...item, edited: fields })
    inbox.value = lists.takeOut(inbox.value, id)
    const wish = { reportId: id, body: { version: taskVersion, ...(fields ? { fields } : {}) } }
    return outbox.send(recordReport, wish, { label: `${recordReport.label} #${code}`, taskId })
  }

  outbox.on(recordReport, {
    answered(made, { change: { reportId } }) {
      const item = takeFromWay(reportId)
      leaving.set(reportId, asked)
      if (item) remember(recentRecordOf(made, item.report))
    },
    async refused(refusal, { change: { reportId } }) {
      const item = takeFromWay(reportId)
      if (item) await comeBack(item, refusal)
    },
  })

  function takeFromWay(reportId: string): lists.InboxItem | undefined {
    const item = onTheWay.get(reportId)
    onTheWay.delete(reportId)
    return item
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
      const who = last ? `${last.by ?? '同事'} ${clockAt(last.at)} 已录入` : refusal.message
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
  function undo({ record: { id, taskVersion }, report }: RecentRecord): Promise<Sent<RecordSummary>> {
    const about = { label: `${undoRecord.label} #${report.code}`, taskId: report.taskId }
    return outbox.send(undoRecord, { recordId: id, body: { version: taskVersion } }, about)
  }

  const findRecent = (recordId: string) => recent.value.find(({ record: { id } }) => id === recordId)

  outbox.on(undoRecord, {
    answered(undone, { change: { recordId } }) {
      const entry = findRecent(recordId)
      noteStep(undone)
      recent.value = forgetRecord(recent.value, undone)
      if (!entry) return
      const { report } = entry
      leaving.delete(report.id)
      if (isInboxReport(report)) wait({ ...report, taskVersion: undone.taskVersion })
      else if (undone.reportId !== null) void refresh()
      undoneListeners.forEach(listener => listener(entry, undone))
    },
    async refused(refusal, { change: { recordId } }) {
      const entry = findRecent(recordId)
      if (entry) await keepRecent(entry, refusal)
    },
  })

  /** Be told of own records that were taken back. */
  function onUndone(listener: (entry: RecentRecord, undone: RecordSummary) => void) {
    undoneListeners.add(listener)
  }

  const wait = (report: InboxReport) => (inbox.value = lists.putBack(inbox.value, lists.itemOf(report)))

  /** The record stays listed with the reason; the next try is about the task as it is now. */
  async function keepRecent({ record, report }: Pick<RecentRecord, 'record' | 'report'>, refusal: ApiError) {
    const taskVersion = await versionAfter(refusal, { ...report, taskVersion: record.taskVersion })
    const changes = refusal.changes.map(({ by, at, text }) => `${clockAt(at)} ${by ?? ''} ${text}`)
    const problem = [refusal.message, ...changes].join('；')
    const state = refusal.code === 'record_not_current' ? 'superseded' : record.state
    recent.value = recent.value.map(entry =>
      entry.record.id === record.id ? { ...entry, record: { ...record, state, taskVersion }, problem } : entry,
    )
  }

  /** A failed group message goes out again. */
  function posted(reportId: string, post: InboxReport['post']) {
    change(reportId, item => ({ ...item, report: { ...item.report, post } }))
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
    onUndone,
    keepRecent,
    posted,
    isOwnEcho,
  }
})
