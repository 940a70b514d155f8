import type { Batch, ImportSettings } from '../../contract/batches.ts'
import type { Deps, Member } from '../app-env.ts'
import type { Db } from '../db/db.ts'
import { DomainError } from '../errors.ts'
import { sha256 } from '../privacy/random.ts'
import { importReadList, type ReadList } from './import-list.ts'
import { findBatch } from './list-batches.ts'
import { listLedCommunities } from './preview-list.ts'
import { readAlone } from './read-file.ts'
import type { UploadedFile } from './read-upload.ts'
import { rememberColumns, rememberedColumns } from './sender-columns.ts'

/** An uploaded list that was read: what takes long is over before the transaction begins. */
export interface ReadUpload {
  settings: ImportSettings
  list: Pick<ReadList, 'fileName' | 'contentHash' | 'alone'>
}

/** @throws DomainError with the code of the refusal */
export async function readForImport(deps: Deps, file: UploadedFile, settings: ImportSettings): Promise<ReadUpload> {
  const choices = { ...(await rememberedColumns(deps.db, settings.source)), ...settings.columns }
  const alone = await readAlone(deps, { ...file, choices })
  return { settings, list: { fileName: file.fileName, contentHash: await sha256(file.bytes), alone } }
}

/**
 * Imports an uploaded list for the communities the member leads and keeps what was said about its columns.
 * @throws DomainError `batch_known`, `no_community`, `not_found` for a community that is not the member's
 */
export async function importUpload(deps: Deps, tx: Db, member: Member, { settings, list }: ReadUpload): Promise<Batch> {
  const { name, source, ruleName, deadlineAt, urgent, unitId, columns } = settings
  const communities = await listLedCommunities(tx, member)
  if (unitId !== null && !communities.some(unit => unit.id === unitId)) throw new DomainError('not_found')
  const { batchId } = await importReadList(deps, tx, {
    ...list,
    name,
    source,
    ruleName,
    deadlineAt: deadlineAt === null ? null : new Date(deadlineAt),
    urgent,
    communities,
    fallbackUnitId: unitId,
    importedBy: member.staffId,
  })
  const now = deps.clock()
  await rememberColumns(tx, source, columns, member.staffId, now)
  const batch = await findBatch(tx, member, batchId, now)
  if (!batch) throw new Error('the new batch is not there')
  return batch
}
