import type { IntakeAnswer } from '../../../contract/intake.ts'
import { rowPlacer, type Community } from '../../../domain/lists/place-row.ts'
import { inTransaction } from '../../act.ts'
import { importList } from '../../batches/import-list.ts'
import { listCommunities } from '../../batches/list-communities.ts'
import { parseUpload } from '../../batches/parse-upload.ts'
import type { Upload } from '../../ports/upload-parser.ts'
import { holdingCommunity } from '../../batches/holding-community.ts'
import { WrongInput } from './command.ts'
import type { ConsoleSettings } from './import-settings.ts'
import type { Store } from './open-store.ts'

/** Imports one file as the server's own console: every community of the tree may get tasks. */
export async function importFromConsole(
  store: Store,
  { communityName, fileName, bytes, ...said }: Upload & ConsoleSettings,
): Promise<IntakeAnswer & { batchId: string }> {
  const upload = { fileName, bytes }
  const parsed = await parseUpload(store, upload)
  const { batchId, answer } = await inTransaction(store, async work => {
    const communities = await listCommunities(work.db, null)
    const place = rowPlacer(communities)
    const fallbackUnitId =
      communityName !== null
        ? idOfCommunity(communities, communityName)
        : parsed.tasks.some(task => place(task.facts) === null)
          ? await holdingCommunity(work.db)
          : null
    return importList(work, { ...said, upload, parsed, communities, fallbackUnitId, importedBy: null })
  })
  await store.wake()
  return { ...answer, batchId }
}

function idOfCommunity(communities: readonly Community[], name: string): string {
  const found = communities.find(unit => unit.name === name)
  if (found) return found.id
  const known = communities.map(unit => unit.name).join('、') || '(none · 还没有同步通讯录)'
  throw new WrongInput(`no community ${name} · 没有这个社区; known · 已有: ${known}`)
}
