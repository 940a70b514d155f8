import { computed, reactive, ref, type Ref } from 'vue'
import { emptyReportFields, type ReportFields } from '../../../contract/report-fields.ts'
import type { SubmitReport } from '../../../contract/reports.ts'
import type { TaskDetail } from '../../../contract/tasks.ts'
import { saysSomething } from '../../../domain/calls/says-something.ts'
import { writeReportLine } from '../../../domain/report-text/line/write-line.ts'
import { serverNow } from '../../app/server-clock.ts'

/** What the form starts with: what was typed before, else what the list already knows. */
function startFields(task: TaskDetail, typed: ReportFields | null): ReportFields {
  const before = typed ?? task.draft
  if (before) return { ...before, outcome: 'reached' }
  return { ...emptyReportFields(), ...task.known, outcome: 'reached' }
}

/** The line as the server writes it from the same fields; masked names and tails stay as they are. */
function previewLine(task: TaskDetail, fields: ReportFields, city: string, now: number): string {
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

  const ownWords = computed(() => editedLine.value?.trim() || null)
  /** Neither the fields nor the member's own words tell more than the list did: such a report is refused. */
  const empty = computed(() => ownWords.value === null && !saysSomething(fields, task.value.known))

  /** What is sent: `line` only where the member changed it, else the server writes the same one. */
  function report(callAttemptId: string | null): SubmitReport {
    const told = { version: task.value.version, callAttemptId, fields: { ...fields } }
    return ownWords.value === null ? told : { ...told, line: ownWords.value }
  }

  return { fields, line, edited: computed(() => editedLine.value !== null), edit, empty, report }
}
