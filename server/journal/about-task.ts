import type { TaskRow } from '../access/task-scope.ts'

/** What an entry says of the task it is about: its id, and the hash its number has in its community, for who asks later. */
export function aboutTask({ id, lookups: [phoneHash] }: Pick<TaskRow, 'id' | 'lookups'>) {
  return { taskId: id, ...(phoneHash !== undefined && { phoneHash }) }
}
