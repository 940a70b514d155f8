import type { RecordCall, UndoCall } from '../../../contract/call-attempts.ts'
import { ReportSummary, type SubmitReport } from '../../../contract/reports.ts'
import { TaskDetail } from '../../../contract/tasks.ts'
import { defineChange, typed } from '../../http/change.ts'

/** How a call ended where nobody told anything. */
export const recordCall = defineChange({
  kind: 'record-call',
  method: 'POST',
  path: '/tasks/:taskId/call-attempts',
  label: '外呼',
  body: typed<RecordCall>(),
  answer: TaskDetail,
  waits: true,
})

/** Within ten minutes: the call is under way again. Refused with `undo_expired`, `call_not_current`, `already_recorded`. */
export const undoCall = defineChange({
  kind: 'undo-call',
  method: 'POST',
  path: '/call-attempts/:callAttemptId/undo',
  label: '撤销',
  body: typed<UndoCall>(),
  answer: TaskDetail,
})

/** What was learned, into the system and as a line into the group. */
export const submitReport = defineChange({
  kind: 'submit-report',
  method: 'POST',
  path: '/tasks/:taskId/reports',
  label: '反馈',
  body: typed<SubmitReport>(),
  answer: TaskDetail,
  waits: true,
})

/** Post a group message again that failed, or of which nobody knows. */
export const postReport = defineChange({
  kind: 'post-report',
  method: 'POST',
  path: '/reports/:reportId/post',
  label: '重发到群',
  answer: ReportSummary,
})

/** The line was looked for in the group, and is there. */
export const confirmPosted = defineChange({
  kind: 'confirm-posted',
  method: 'POST',
  path: '/reports/:reportId/posted',
  label: '已在群里',
  answer: ReportSummary,
})
