import { computed, reactive, ref, type Ref } from 'vue'
import { emptyReportFields, type ReportFields } from '../../../contract/report-fields.ts'
import type { SubmitReport } from '../../../contract/reports.ts'
import type { TaskDetail } from '../../../contract/tasks.ts'
import { writeReportLine } from '../../../domain/report-text/line/write-line.ts'
import { serverNow } from '../../app/server-clock.ts'

/** What the form starts with: what was typed before, else what the list already knows. */
export function startFields(task: TaskDetail, typed: ReportFields | null): ReportFields {
  const before = typed ?? task.draft
  if (before) return { ...before, outcome: 'reached' }
  return { ...emptyReportFields(), ...task.known, outcome: 'reached' }
}

/** The line as the server writes it from the same fields; masked names and tails stay as they are. */
export function previewLine(task: TaskDetail, fields: ReportFields, city: string, now: number): string {
  return writeReportLine(fields, {
    code: task.code,
    name: task.subjects[0]?.name ?? null,
    phone: task.phoneTail,
    city,
    now: new Date(now).toISOString(),
  })
}

/** The report of a call that was answered: the fields, the line they make, and the line as the member changed it. */
export function useReportForm(task: Ref<TaskDetail>, city: string, typed: ReportFields | null) {
  const fields = reactive(startFields(task.value, typed))
  const editedLine = ref<string | null>(null)
  const writtenLine = computed(() => previewLine(task.value, fields, city, serverNow()))
  const line = computed(() => editedLine.value ?? writtenLine.value)

  function edit(text: string | null) {
    editedLine.value = text === writtenLine.value ? null : text
  }

  /** What is sent: `line` only where the member changed it, else the server writes the same one. */
  function report(callAttemptId: string | null): SubmitReport {
    const told = { version: task.value.version, callAttemptId, fields: { ...fields } }
    const edited = editedLine.value?.trim()
    return edited ? { ...told, line: edited } : told
  }

  return { fields, line, edited: computed(() => editedLine.value !== null), edit, report }
}
