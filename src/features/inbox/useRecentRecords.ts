import { onMounted, readonly, ref, shallowRef } from 'vue'
import type { ReportFields } from '../../../contract/report-fields.ts'
import type { EventKind } from '../../../contract/stream.ts'
import type { ApiError } from '../../http/api-error.ts'
import { useChange } from '../../http/useChange.ts'
import { correctRecord } from './api.ts'
import type { RecentRecord } from './recent-records.ts'
import { useInboxStore } from './store.ts'
import { useLiveEvents } from '../../app/useLiveEvents.ts'
import { useToasts } from '../../app/useToasts.ts'

/** A colleague takes a record back, or puts another in its place. */
const CONCERNS: ReadonlySet<EventKind> = new Set<EventKind>(['record_made', 'record_undone', 'record_corrected'])

/** What can be done about own records of this shift: take them back within ten minutes, correct them after that. */
export function useRecentRecords() {
  const inbox = useInboxStore()
  const { say, fail } = useToasts()
  const correcting = shallowRef<RecentRecord | null>(null)
  const correction = useChange(correctRecord)
  const problem = ref<string | null>(null)

  const isOwnTask = (taskId: string | null) => inbox.recent.some(({ record }) => record.taskId === taskId)

  const findRecent = (recordId: string) => inbox.recent.find(({ record }) => record.id === recordId)

  async function undo(entry: RecentRecord) {
    const { code } = entry.report
    const sent = await inbox.undo(entry)
    if (sent.state === 'sent') say(`已撤销 #${code}${goesBack(entry) ? '，回到待录入' : ''}`)
    if (sent.state === 'waiting') say(`有网络后撤销 #${code}`)
    if (sent.state === 'refused') fail(`#${code} 没有撤销：${sent.error.message}`)
    void inbox.refreshRecent()
  }

  /** Pasted text is not kept: after a reload there is no card to go back to. */
  const goesBack = ({ record, pasteKey }: RecentRecord) => record.reportId !== null || pasteKey !== undefined

  function undoRecord(recordId: string) {
    const entry = findRecent(recordId)
    return entry && undo(entry)
  }

  /** Takes several back, newest first, so that each finds its task as its record left it. */
  async function undoAll(recordIds: readonly string[]) {
    let undone = 0
    for (const id of [...recordIds].reverse()) {
      const entry = findRecent(id)
      if (entry && (await inbox.undo(entry)).state !== 'refused') undone += 1
    }
    void inbox.refreshRecent()
    if (undone === recordIds.length) say(`已撤销 ${undone} 条`)
    else fail(`${recordIds.length - undone} 条没有撤销，见「刚录入的」。`)
  }

  function startCorrection(entry: RecentRecord) {
    correction.forget()
    problem.value = null
    correcting.value = entry
  }

  /** A new record, with a reason, in the place of one that can no longer be undone. */
  async function correct(fields: ReportFields, reason: string) {
    const entry = correcting.value
    if (!entry || correction.pending.value) return
    const body = { version: entry.record.taskVersion, fields, reason }
    const record = await correction.submit({ recordId: entry.record.id, body })
    if (!record) return explain(entry, correction.error.value)
    inbox.remember({ ...entry, record, problem: null })
    correcting.value = null
    say(`已更正 #${entry.report.code}`)
    void inbox.refreshRecent()
  }

  /** Where others were faster, the next try is about the record as it is now. */
  async function explain(entry: RecentRecord, refusal: ApiError | null) {
    if (!refusal) return
    if (refusal.code === 'task_changed' || refusal.code === 'record_not_current') await inbox.keepRecent(entry, refusal)
    const latest = inbox.recent.find(other => other.report.id === entry.report.id)
    problem.value = latest?.problem ?? refusal.message
    correcting.value = latest ?? entry
  }

  function endCorrection() {
    correcting.value = null
  }

  onMounted(inbox.refreshRecent)
  useLiveEvents(
    event => CONCERNS.has(event.kind) && isOwnTask(event.taskId) && !inbox.isOwnEcho(event),
    inbox.refreshRecent,
  )

  return {
    correcting,
    problem: readonly(problem),
    pending: correction.pending,
    undo,
    undoRecord,
    undoAll,
    startCorrection,
    correct,
    endCorrection,
  }
}
