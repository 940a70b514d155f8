import type { ReportFields } from '../../contract/report-fields.ts'
import type { Act } from '../act.ts'
import { drafts } from '../db/schema/index.ts'
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
