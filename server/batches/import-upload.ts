import type { Batch, ImportSettings } from '../../contract/batches.ts'
import type { ParsedList } from '../../domain/lists/parse-list.ts'
import { communitiesOf, type Act } from '../act.ts'
import { DomainError } from '../errors.ts'
import type { Upload } from '../ports/upload-parser.ts'
import { importList } from './import-list.ts'
import { findBatch } from './list-batches.ts'
import { listCommunities } from './list-communities.ts'
import { parseUpload, type ParserDeps } from './parse-upload.ts'
import { takeListLook } from './take-list-look.ts'
import { rememberColumns, rememberedColumns } from './sender-columns.ts'

/** An upload with its settings, parsed: what takes long is over before the transaction begins. */
export interface ParsedUpload {
  upload: Upload
  settings: ImportSettings
  parsed: ParsedList
  /** The numbers that may be looked up in earlier lists for this member. */
  linkable: ReadonlySet<string>
}

/** @throws DomainError with the code of the refusal, `look_limit` */
export async function parseForImport(
  act: Act,
  deps: ParserDeps,
  upload: Upload,
  settings: ImportSettings,
): Promise<ParsedUpload> {
  const remembered = await rememberedColumns(act.db, settings.source)
  const parsed = await parseUpload(deps, upload, { ...remembered, ...settings.columns })
  return { upload, settings, parsed, linkable: await takeListLook(act, 'import', parsed) }
}

/**
 * Imports an uploaded list for the communities the member leads and keeps what was said about its columns.
 * @throws DomainError `batch_known`, `no_community`, `not_found` for a community that is not the member's
 */
export async function importUpload(act: Act, { upload, settings, parsed, linkable }: ParsedUpload): Promise<Batch> {
  const { db, member } = act
  const { name, source, ruleName, deadlineAt, urgent, unitId, leaveOut, columns } = settings
  const led = communitiesOf(member, ['lead'])
  if (unitId !== null && !led.includes(unitId)) throw new DomainError('not_found')
  const { batchId } = await importList(act, {
    upload,
    parsed,
    linkable,
    name,
    source,
    ruleName,
    deadlineAt: deadlineAt === null ? null : new Date(deadlineAt),
    urgent,
    communities: await listCommunities(db, led),
    fallbackUnitId: leaveOut ? null : unitId,
    leaveOut,
    importedBy: member.staffId,
  })
  const now = act.clock()
  await rememberColumns(act, source, columns)
  const batch = await findBatch(act, batchId, now)
  if (!batch) throw new Error('the new batch is not there')
  return batch
}
