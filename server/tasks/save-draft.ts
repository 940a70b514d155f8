import { and, eq, inArray } from 'drizzle-orm'
import type { ReportFields } from '../../contract/report-fields.ts'
import { communitiesOf, type Act } from '../act.ts'
import { drafts, tasks } from '../db/schema/index.ts'
import { sealJson } from '../privacy/sealer.ts'
import { getOwnTask } from '../access/task-scope.ts'
import { ofDraft } from '../privacy/places.ts'

/** Keeps what a caller typed and has not sent; on the server, sealed, because a phone keeps no resident's data. */
export async function saveDraft(act: Act, taskId: string, fields: ReportFields): Promise<void> {
  const task = await getOwnTask(act, ['caller'], taskId)
  const row = { fieldsSealed: sealJson(act.sealer, fields, ofDraft(act.member.staffId, task)), savedAt: act.clock() }
  await act.db
    .insert(drafts)
    .values({ staffId: act.member.staffId, taskId, ...row })
    .onConflictDoUpdate({ target: [drafts.staffId, drafts.taskId], set: row })
}

/** Keeps what was typed for a report that came too late, where nothing newer was typed since and the task is the caller's. */
export async function keepAsDraft(act: Act, taskId: string, fields: ReportFields): Promise<void> {
  const { db, sealer, member, clock } = act
  const own = and(eq(tasks.id, taskId), inArray(tasks.unitId, communitiesOf(member, ['caller'])))
  const [task] = await db.select({ id: tasks.id, unitId: tasks.unitId }).from(tasks).where(own)
  if (!task) return
  const { staffId } = member
  const fieldsSealed = sealJson(sealer, fields, ofDraft(staffId, task))
  await db.insert(drafts).values({ staffId, taskId, fieldsSealed, savedAt: clock() }).onConflictDoNothing()
}
