import type { ReportFields } from '../../contract/report-fields.ts'
import type { Deps, Member } from '../app-env.ts'
import type { Db } from '../db/db.ts'
import { drafts } from '../db/schema/index.ts'
import { sealJson } from '../privacy/sealer.ts'
import { getOwnTask } from '../access/task-scope.ts'

/** Keeps what a caller typed and has not sent; on the server, sealed, because a phone keeps no resident's data. */
export async function saveDraft(
  deps: Deps,
  tx: Db,
  member: Member,
  taskId: string,
  fields: ReportFields,
): Promise<void> {
  await getOwnTask(tx, member, ['caller'], taskId)
  const row = { fieldsSealed: sealJson(deps.sealer, fields), savedAt: deps.clock() }
  await tx
    .insert(drafts)
    .values({ staffId: member.staffId, taskId, ...row })
    .onConflictDoUpdate({ target: [drafts.staffId, drafts.taskId], set: row })
}
