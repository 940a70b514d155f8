import { and, eq, ne, sql } from 'drizzle-orm'
import type { IntakeAnswer } from '../../contract/intake.ts'
import { NAMED_RULES, type RuleName } from '../../contract/rules.ts'
import { instantOf } from '../../domain/dates.ts'
import { ID_NOTE_TEXT } from '../../domain/id-number.ts'
import type { IntakeTask } from '../../domain/intake/collect-tasks.ts'
import { maskedAnswer } from '../../domain/intake/read-list.ts'
import type { Deps } from '../app-env.ts'
import { appendAuditEntry } from '../audit/append-audit-entry.ts'
import { rowsOf, type Db } from '../db/db.ts'
import { batches, tasks } from '../db/schema/index.ts'
import { DomainError } from '../errors.ts'
import { sha256 } from '../privacy/random.ts'
import { matchTask } from '../test-results/match-task.ts'
import { readFile, type FileRead, type ListFile } from './read-file.ts'
import { writeBatch, type NewBatchRow, type NewTask } from './write-batch.ts'

export interface NewList extends ListFile {
  name: string
  source: string
  ruleName: RuleName
  deadlineAt: Date | null
  urgent: boolean
  /** Communities the importer may hand tasks to. */
  communities: readonly { id: string; name: string }[]
  /** Where tasks go whose row names no community; null: every row must name one. */
  fallbackUnitId: string | null
  importedBy: string | null
}

export interface ImportedList {
  batchId: string
  answer: IntakeAnswer
}

/**
 * Imports one list in the caller's transaction: all of it or nothing. What the lab already knows is matched at once.
 * @throws DomainError for a file that cannot be read, `batch_known`, `no_community`
 */
export async function importList(deps: Deps, tx: Db, list: NewList): Promise<ImportedList> {
  const contentHash = await sha256(list.bytes)
  await refuseKnownFile(tx, contentHash)
  const read = await readFile(deps, tx, list)
  const newTasks = read.list.tasks.map(task => toNewTask(deps, task, list, read))
  const now = deps.clock()
  const { answer, layouts } = read.list
  const { batchId } = await writeBatch(deps, tx, {
    name: list.name,
    source: list.source,
    fileName: list.fileName,
    contentHash,
    receivedAt: now,
    deadlineAt: list.deadlineAt,
    urgent: list.urgent,
    ruleName: list.ruleName,
    rule: NAMED_RULES[list.ruleName],
    layout: layouts,
    counts: answer,
    importedBy: list.importedBy,
    tasks: newTasks,
    rows: toBatchRows(read),
  })
  if (list.importedBy) await auditImport(tx, newTasks, list.importedBy, now)
  await matchNewTasks(tx, batchId, now)
  return { batchId, answer: maskedAnswer(answer) }
}

/** By content, not by name: streets send the same file again under another name. */
async function refuseKnownFile(tx: Db, contentHash: string): Promise<void> {
  const same = and(eq(batches.contentHash, contentHash), ne(batches.status, 'rolled_back'))
  const [known] = await tx.select({ id: batches.id }).from(batches).where(same)
  if (known) throw new DomainError('batch_known')
}

function toNewTask(deps: Deps, task: IntakeTask, list: NewList, { known }: FileRead): NewTask {
  const { facts } = task
  const earlier = known.get(task.key)
  return {
    phone: task.key,
    alternatives: task.alternatives,
    unitId: placeTask(task, list),
    subjects: task.subjects.map(({ name, idNumber, idNote }) => ({
      name,
      idNumber,
      idNote: idNote && ID_NOTE_TEXT[idNote],
    })),
    facts: { ...facts, source: facts.source ?? list.source, at: deps.clock().toISOString() },
    arrivedAt: facts.arrivedOn === null ? null : new Date(instantOf(facts.arrivedOn)),
    deadlineAt: facts.deadlineAt === null ? null : new Date(facts.deadlineAt),
    linkedTaskId: earlier?.taskId ?? null,
    lastOutcome: earlier?.lastOutcome ?? null,
    lastAttemptAt: earlier?.lastAttemptAt ?? null,
  }
}

/** The community named in its column, else in the address, else the one chosen for the list. */
function placeTask({ facts }: IntakeTask, { communities, fallbackUnitId }: NewList): string {
  const named = communities.find(unit => facts.community?.includes(unit.name) ?? false)
  const lived = communities.find(unit => facts.address?.includes(unit.name) ?? false)
  const unitId = named?.id ?? lived?.id ?? fallbackUnitId
  if (unitId === null) throw new DomainError('no_community')
  return unitId
}

function toBatchRows({ list }: FileRead): NewBatchRow[] {
  const positions = new Map(list.tasks.map((task, i) => [task.key, i]))
  return list.rows.map(({ sheet, row, account, key, reject, cells }) => ({
    sheet,
    row,
    account,
    task: key === null ? null : (positions.get(key) ?? null),
    column: reject?.column ?? null,
    reason: reject?.reason ?? null,
    cells,
  }))
}

async function auditImport(tx: Db, newTasks: readonly NewTask[], staffId: string, at: Date): Promise<void> {
  for (const chain of [...new Set(newTasks.map(task => task.unitId))].sort()) {
    await appendAuditEntry(tx, { chain, at, staffId, action: 'import', reason: '导入名单' })
  }
}

/** Asks the rule for those tasks of the batch that the lab already knows something about. */
async function matchNewTasks(tx: Db, batchId: string, now: Date): Promise<void> {
  const sampled = await rowsOf<{ id: string }>(
    tx,
    sql`
      select t.id from tasks t where t.batch_id = ${batchId} and (
        exists (select 1 from test_results r where r.phone_hash = any(t.phone_hashes))
        or exists (select 1 from subjects s join test_results r on r.id_hash = s.id_hash where s.task_id = t.id))`,
  )
  for (const { id } of sampled) {
    const [task] = await tx.select().from(tasks).where(eq(tasks.id, id)).for('update')
    if (task) await matchTask(tx, task, now)
  }
}
