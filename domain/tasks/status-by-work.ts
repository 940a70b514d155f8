import type { TaskStatus } from '../../contract/tasks.ts'

/** Where people's work has brought a task that nothing closes. */
export function statusByWork({ recordedAt, reportedAt }: Record<'recordedAt' | 'reportedAt', Date | null>): TaskStatus {
  if (recordedAt) return 'recorded'
  return reportedAt ? 'reported' : 'to_call'
}
