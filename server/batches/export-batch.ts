import { asc, eq } from 'drizzle-orm'
import { type Work, type Act, inTransaction } from '../act.ts'
import type { Cell } from '../../domain/lists/grid.ts'
import type { Deps } from '../deps.ts'
import { appendAuditEntry } from '../journal/append-audit-entry.ts'
import { batchRows } from '../db/schema/index.ts'
import { DomainError } from '../errors.ts'
import { openJson, shown, UNREADABLE } from '../privacy/sealer.ts'
import { getLedBatch } from '../access/batch-scope.ts'
import type { BatchRow } from '../access/task-scope.ts'
import { layoutsOf } from './get-batch.ts'
import { exportSheet, type ExportLine } from './export-sheet.ts'
import { listResults, type TaskResult } from './list-results.ts'
import { writeXlsx } from '../spreadsheet/write-xlsx.ts'
import { ofBatchRow } from '../privacy/places.ts'
import { openRecord } from '../tasks/sealed-report.ts'

export interface ExportedBatch {
  fileName: string
  /** .xlsx */
  bytes: Uint8Array
  rows: number
}

/** Who takes the list, and which communities of it; null: the whole list, rejected rows too. */
export interface ExportScope {
  staffId: string
  communityIds: readonly string[] | null
}

type Row = typeof batchRows.$inferSelect

/**
 * The batch for a lead of it, or for who imported it: of the communities the member leads.
 * @throws DomainError `not_found`, `purged`
 */
export function exportLedBatch(act: Act, batchId: string): Promise<ExportedBatch> {
  return inTransaction(act, async own => {
    const { batch, communityIds } = await getLedBatch(own, batchId)
    return exportBatch(own, batch, { staffId: act.member.staffId, communityIds })
  })
}

/**
 * Writes a batch back in the sender's own column order with what became of every row, and writes down who took it.
 * @throws DomainError `purged` where the list is past its time
 */
export async function exportBatch(
  work: Work,
  batch: BatchRow,
  { staffId, communityIds }: ExportScope,
): Promise<ExportedBatch> {
  const { db } = work
  if (batch.purgedAt !== null) throw new DomainError('purged')
  const results = new Map((await listResults(db, batch.id, communityIds)).map(result => [result.taskId, result]))
  const chains = [...new Set([...results.values()].map(result => result.unitId))].sort()
  const at = work.clock()
  for (const chain of chains) await appendAuditEntry(work, { chain, at, staffId, action: 'export', reason: '导出名单' })
  const all = await db
    .select()
    .from(batchRows)
    .where(eq(batchRows.batchId, batch.id))
    .orderBy(asc(batchRows.sheet), asc(batchRows.row))
  const rows = all.filter(row => (row.taskId === null ? communityIds === null : results.has(row.taskId)))
  const sheets = layoutsOf(batch).map((layout, index) => {
    const lines = rows.filter(row => row.sheet === index).map(row => lineOf(work, row, results))
    return exportSheet(layout, index, lines)
  })
  return { fileName: `${plainName(batch.name)} 核查结果.xlsx`, bytes: writeXlsx(sheets), rows: rows.length }
}

function lineOf({ sealer }: Pick<Deps, 'sealer'>, row: Row, results: ReadonlyMap<string, TaskResult>): ExportLine {
  const result = (row.taskId === null ? null : results.get(row.taskId)) ?? null
  const fields = result?.record ? openRecord(sealer, result.record, result.unitId) : null
  const place = ofBatchRow(row.batchId, row.sheet, row.row)
  const cells = shown(() => openJson<Cell[]>(sealer, row.cellsSealed, place, []), [UNREADABLE])
  return { cells, reason: row.reason, result, fields }
}

/** Without what file systems do not take. */
const plainName = (name: string) => name.replaceAll(/[\\/:*?"<>|\s]+/g, ' ').trim()
