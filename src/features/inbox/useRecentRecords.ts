import { onMounted, readonly, ref, shallowRef } from 'vue'
import type { ReportFields } from '../../../contract/report-fields.ts'
import type { EventKind } from '../../../contract/stream.ts'
import { ApiError } from '../../http/api-error.ts'
import { newId } from '../../http/new-id.ts'
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
  const correcting = shallowRef<{ entry: RecentRecord; requestId: string } | null>(null)
  const problem = ref<string | null>(null)
  const pending = ref(false)

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
  const goesBack = ({ record, comeBack }: RecentRecord) => record.reportId !== null || comeBack !== undefined

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
    problem.value = null
    correcting.value = { entry, requestId: newId() }
  }

  /** The request id is kept while a send fails, so that a retry is the same correction. */
  async function correct(fields: ReportFields, reason: string) {
    if (!correcting.value || pending.value) return
    const { entry, requestId } = correcting.value
    pending.value = true
    try {
      await inbox.correct(entry, fields, reason, requestId)
      correcting.value = null
      say(`已更正 #${entry.report.code}`)
      void inbox.refreshRecent()
    } catch (cause) {
      const refusal = ApiError.from(cause)
      const latest = inbox.recent.find(other => other.report.id === entry.report.id)
      problem.value = latest?.problem ?? refusal.message
      if (!refusal.passing) correcting.value = { entry: latest ?? entry, requestId: newId() }
    } finally {
      pending.value = false
    }
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
    pending: readonly(pending),
    undo,
    undoRecord,
    undoAll,
    startCorrection,
    correct,
    endCorrection,
  }
}
