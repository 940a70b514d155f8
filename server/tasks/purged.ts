import type { TaskRow } from '../access/task-scope.ts'

/** Stands where the hash of the number stood. A keyed hash is base64url and has no colon. */
export const PURGED = 'purged:'

/** Whether the personal data of this task was removed after the retention time. */
export const isPurged = (task: Pick<TaskRow, 'phoneHash'>) => task.phoneHash.startsWith(PURGED)
