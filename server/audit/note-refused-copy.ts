import { and, eq, gt } from 'drizzle-orm'
import { COPY_WAY_LABEL, type RefuseCopy } from '../../contract/audit.ts'
import { ROLES } from '../../contract/staff.ts'
import { MINUTE_MS } from '../../domain/time/lengths.ts'
import { getOwnTask } from '../access/task-scope.ts'
import type { Act } from '../act.ts'
import { takeLockOf } from '../db/locks.ts'
import { auditEntries } from '../db/schema/index.ts'
import { DomainError } from '../errors.ts'
import { aboutTask } from '../journal/about-task.ts'
import { appendAuditEntry } from '../journal/append-audit-entry.ts'

/**
 * Writes down that a page refused to let something out. One entry a member, way and minute: a key that is held down is one
 * deed. Without a task it was of a list: then it belongs to the unit of the member's first role.
 * @throws DomainError `not_found`
 */
export async function noteRefusedCopy(act: Act, { way, taskId }: RefuseCopy): Promise<void> {
  const { db, member } = act
  const at = act.clock()
  const { staffId } = member
  const task = taskId === undefined ? null : await getOwnTask(act, ROLES, taskId)
  const chain = task?.unitId ?? member.grants[0]?.unitId
  if (chain === undefined) throw new DomainError('no_role')
  await takeLockOf(db, 'copying of', staffId)
  const since = gt(auditEntries.at, new Date(at.getTime() - MINUTE_MS))
  const same = and(eq(auditEntries.action, 'copying'), eq(auditEntries.field, way))
  if ((await db.$count(auditEntries, and(eq(auditEntries.staffId, staffId), since, same))) > 0) return
  const about = task === null ? {} : aboutTask(task)
  const reason = COPY_WAY_LABEL[way]
  await appendAuditEntry(act, { chain, at, staffId, action: 'copying', field: way, reason, ...about })
}
