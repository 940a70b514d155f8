import { and, desc, eq, ne, or } from 'drizzle-orm'
import * as v from 'valibot'
import { Id } from '../../../contract/common.ts'
import { inTransaction } from '../../act.ts'
import { SYSTEM_STAFF_ID } from '../../journal/append-audit-entry.ts'
import { exportBatch, type ExportedBatch } from '../../batches/export-batch.ts'
import { batches } from '../../db/schema/index.ts'
import { WrongInput } from './command.ts'
import type { Store } from './open-store.ts'

/**
 * The whole batch with that id, or the newest of that name.
 * @throws WrongInput where there is none
 */
export async function exportFromConsole(store: Store, wanted: string): Promise<ExportedBatch & { batchId: string }> {
  const isIt = v.is(Id, wanted) ? or(eq(batches.id, wanted), eq(batches.name, wanted)) : eq(batches.name, wanted)
  return inTransaction(store, async work => {
    const [batch] = await work.db
      .select()
      .from(batches)
      .where(and(isIt, ne(batches.status, 'rolled_back')))
      .orderBy(desc(batches.receivedAt))
      .limit(1)
    if (!batch) throw new WrongInput(`no batch ${wanted} · 没有这个批次`)
    const exported = await exportBatch(work, batch, { staffId: SYSTEM_STAFF_ID, communityIds: null })
    return { ...exported, batchId: batch.id }
  })
}
