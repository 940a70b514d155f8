import type { TaskStatus } from '../../contract/tasks.ts'
import type { TaskRow } from '../../server/access/task-scope.ts'

/** Where people's work has brought a task that nothing closes. */
export function statusByWork({ recordedAt, reportedAt }: Pick<TaskRow, 'recordedAt' | 'reportedAt'>): TaskStatus {
  if (recordedAt) return 'recorded'
  return reportedAt ? 'reported' : 'to_call'
}
