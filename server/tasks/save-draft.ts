import { and, eq, inArray, ne, sql } from 'drizzle-orm'
import type { ReportFields } from '../../contract/report-fields.ts'
import { communitiesOf, type Act } from '../act.ts'
import { takeLockOf } from '../db/locks.ts'
import { drafts, tasks } from '../db/schema/index.ts'
import { DomainError } from '../errors.ts'
import { sealJson } from '../privacy/sealer.ts'
import { getOwnTask } from '../access/task-scope.ts'
import { ofDraft } from '../privacy/places.ts'

/** What one member may leave unsent. */
const MOST_DRAFTS = 100
const MOST_BYTES = 1024 * 1024

/**
 * Keeps what a caller typed and has not sent; on the server, sealed, because a phone keeps no resident's data.
 * @throws DomainError `not_found`, `drafts_full`
 */
export async function saveDraft(act: Act, taskId: string, fields: ReportFields): Promise<void> {
  const task = await getOwnTask(act, ['caller'], taskId)
  const row = { fieldsSealed: sealJson(act.sealer, fields, ofDraft(act.member.staffId, task)), savedAt: act.clock() }
  if (!(await hasRoom(act, taskId, row.fieldsSealed))) throw new DomainError('drafts_full')
  await act.db
    .insert(drafts)
    .values({ staffId: act.member.staffId, taskId, ...row })
    .onConflictDoUpdate({ target: [drafts.staffId, drafts.taskId], set: row })
}

/**
 * Keeps what was typed for a report that came too late, where nothing newer was typed since, the task is the caller's and
 * there is room.
 */
export async function keepAsDraft(act: Act, taskId: string, fields: ReportFields): Promise<void> {
  const { db, sealer, member, clock } = act
  const own = and(eq(tasks.id, taskId), inArray(tasks.unitId, communitiesOf(member, ['caller'])))
  const [task] = await db.select({ id: tasks.id, unitId: tasks.unitId }).from(tasks).where(own)
  if (!task) return
  const { staffId } = member
  const fieldsSealed = sealJson(sealer, fields, ofDraft(staffId, task))
  if (!(await hasRoom(act, taskId, fieldsSealed))) return
  await db.insert(drafts).values({ staffId, taskId, fieldsSealed, savedAt: clock() }).onConflictDoNothing()
}

/** Whether a draft fits beside those of the member's other tasks; one after the other, so that many at once do not all fit. */
async function hasRoom({ db, member }: Act, taskId: string, sealed: string): Promise<boolean> {
  await takeLockOf(db, 'drafts of', member.staffId)
  const others = and(eq(drafts.staffId, member.staffId), ne(drafts.taskId, taskId))
  const [held] = await db
    .select({
      count: sql<number>`count(*)::int`,
      bytes: sql<number>`coalesce(sum(length(${drafts.fieldsSealed})), 0)::int`,
    })
    .from(drafts)
    .where(others)
  return !held || (held.count < MOST_DRAFTS && held.bytes + sealed.length <= MOST_BYTES)
}
