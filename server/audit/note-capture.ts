import type { CaptureScreen } from '../../contract/audit.ts'
import { ROLES } from '../../contract/staff.ts'
import type { Act } from '../act.ts'
import { DomainError } from '../errors.ts'
import { getOwnTask } from '../access/task-scope.ts'
import { aboutTask } from '../journal/about-task.ts'
import { appendAuditEntry } from '../journal/append-audit-entry.ts'
import { raiseAlert } from '../journal/raise-alert.ts'

/**
 * Writes down that the client saw a screenshot, and tells the lead. Without a task it was of a list: then it belongs to
 * the unit of the member's first role.
 * @throws DomainError `not_found`
 */
export async function noteCapture(act: Act, { taskId }: CaptureScreen): Promise<void> {
  const { db, member } = act
  const at = act.clock()
  const { staffId } = member
  const task = taskId === undefined ? null : await getOwnTask(act, ROLES, taskId)
  const unitId = task?.unitId ?? member.grants[0]?.unitId
  if (unitId === undefined) throw new DomainError('no_role')
  const about = task === null ? {} : aboutTask(task)
  await appendAuditEntry(act, { chain: unitId, at, staffId, action: 'screenshot', ...about })
  await raiseAlert(db, { kind: 'screenshot', unitId, taskId: task?.id ?? null, staffId, at })
}
