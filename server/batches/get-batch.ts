import { and, asc, eq, isNotNull, sql } from 'drizzle-orm'
import type { BatchColumn, BatchDetail, CommunityShare } from '../../contract/batches.ts'
import { REJECT_REASONS, type RejectedRow } from '../../contract/intake.ts'
import { cellText, type Cell } from '../../domain/lists/grid.ts'
import { maskRejectedValue, type SheetLayout } from '../../domain/lists/parse-list.ts'
import type { Act, Work } from '../act.ts'
import { rowsOf, type Db } from '../db/db.ts'
import { batchRows } from '../db/schema/index.ts'
import { DomainError } from '../errors.ts'
import type { Sealed } from '../db/schema/columns.ts'
import { openJson, shown } from '../privacy/sealer.ts'
import type { BatchRow } from '../access/task-scope.ts'
import { getLedBatch } from '../access/batch-scope.ts'
import { findBatch } from './list-batches.ts'
import { ofBatchRow, type Place } from '../privacy/places.ts'

/**
 * One list with what its columns are and which rows came back. Rejected rows belong to nobody's community, so only who
 * has the whole list sees them.
 * @throws DomainError `not_found`
 */
export async function getBatch(act: Act, batchId: string): Promise<BatchDetail> {
  const { batch, communityIds } = await getLedBatch(act, batchId)
  const shown = await findBatch(act, batchId, act.clock())
  if (!shown) throw new DomainError('not_found')
  const layouts = layoutsOf(batch)
  return {
    ...shown,
    columns: layouts.flatMap(columnsOf),
    rejects: communityIds === null ? await listRejects(act, batchId, layouts) : [],
    communities: await listShares(act.db, batchId, communityIds),
  }
}

/** The sender's sheets; a batch that came without a file has none. */
export function layoutsOf(batch: Pick<BatchRow, 'layout'>): readonly SheetLayout[] {
  return Array.isArray(batch.layout) ? (batch.layout as SheetLayout[]) : []
}

const columnsOf = ({ name, columns }: SheetLayout): BatchColumn[] =>
  columns.map(({ header, field }) => ({ sheet: name, header, field }))

async function listRejects(work: Work, batchId: string, layouts: readonly SheetLayout[]): Promise<RejectedRow[]> {
  const rows = await work.db
    .select()
    .from(batchRows)
    .where(and(eq(batchRows.batchId, batchId), isNotNull(batchRows.reason)))
    .orderBy(asc(batchRows.sheet), asc(batchRows.row))
  return rows.flatMap(({ sheet, row, column, reason: code, cellsSealed }) => {
    const layout = layouts[sheet]
    const reason = REJECT_REASONS.find(known => known === code)
    if (!layout || column === null || !reason) return []
    const index = layout.columns.find(({ header }) => header === column)?.index
    const value =
      index === undefined ? '' : cellText(cellsOf(work, cellsSealed, ofBatchRow(batchId, sheet, row))[index])
    return [{ sheet: layout.name, row, column, value: maskRejectedValue(value), reason }]
  })
}

function listShares(db: Db, batchId: string, communityIds: readonly string[] | null): Promise<CommunityShare[]> {
  const own = communityIds === null ? sql`true` : sql`t.unit_id = any(${sql.param(communityIds)}::uuid[])`
  return rowsOf<CommunityShare>(
    db,
    sql`
      select u.id as "unitId", u.name, count(*)::int as tasks from tasks t join units u on u.id = t.unit_id
      where t.batch_id = ${batchId} and ${own} group by u.id, u.name order by count(*) desc, u.name`,
  )
}

const cellsOf = ({ sealer }: Pick<Work, 'sealer'>, sealed: Sealed, place: Place): readonly Cell[] =>
  shown(() => openJson<Cell[]>(sealer, sealed, place, []), [])
