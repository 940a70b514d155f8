import { and, eq, ne, sql } from 'drizzle-orm'
import type { IntakeAnswer } from '../../contract/intake.ts'
import { NAMED_RULES, type RuleName } from '../../contract/rules.ts'
import { instantOf } from '../../domain/dates.ts'
import { ID_NOTE_TEXT } from '../../domain/person/id-number.ts'
import type { IntakeTask } from '../../domain/lists/collect-tasks.ts'
import type { ListRead } from '../../domain/lists/read-list.ts'
import { appendAuditEntry, SYSTEM_STAFF_ID } from '../journal/append-audit-entry.ts'
import type { Db } from '../db/db.ts'
import { batches, tasks } from '../db/schema/index.ts'
import { DomainError } from '../errors.ts'
import { sha256 } from '../privacy/random.ts'
import { matchTasks } from '../test-results/match-task.ts'
import { communityOf, type Community } from './place-tasks.ts'
import { askKnown, readAlone, type FileRead, type IntakeDeps } from './read-file.ts'
import type { ListFile } from './read-list-file.ts'
import { writeBatch, type NewBatchRow, type NewTask } from './write-batch.ts'

/** A list that was read, with what the importer said about it. */
export interface ReadList {
  fileName: string
  /** SHA-256 of the file: the same file twice is recognised by content. */
  contentHash: string
  alone: ListRead
  name: string
  source: string
  ruleName: RuleName
  deadlineAt: Date | null
  urgent: boolean
  /** Communities the importer may hand tasks to. */
  communities: readonly Community[]
  /** Where tasks go whose row names no community; null: every row must name one. */
  fallbackUnitId: string | null
  /** Null: from the server's own console. */
  importedBy: string | null
}

export type NewList = Omit<ReadList, 'contentHash' | 'alone'> & ListFile

export interface ImportedList {
  batchId: string
  /** With clear values (`maskedAnswer` before it leaves the server's console). */
  answer: IntakeAnswer
}

/** One import after another: two lists at once would not see each other's numbers, nor that they are the same file. */
const IMPORT_LOCK = 7_243_245

/**
 * Imports one list in the caller's transaction: all of it or nothing. What the lab already knows is matched at once.
 * @throws DomainError for a file that cannot be read, `batch_known`, `no_community`
 */
export async function importList(deps: IntakeDeps, tx: Db, list: NewList): Promise<ImportedList> {
  const contentHash = await sha256(list.bytes)
  await refuseKnownFile(tx, contentHash)
  return importReadList(deps, tx, { ...list, contentHash, alone: await readAlone(deps, list) })
}

/**
 * The same for a list that was read before the transaction began.
 * @throws DomainError `batch_known`, `no_community`
 */
export async function importReadList(deps: IntakeDeps, tx: Db, list: ReadList): Promise<ImportedList> {
  await tx.execute(sql`select pg_advisory_xact_lock(${IMPORT_LOCK})`)
  await refuseKnownFile(tx, list.contentHash)
  const read = await askKnown(deps, tx, list.alone)
  const newTasks = read.list.tasks.map(task => toNewTask(deps, task, list, read))
  const now = deps.clock()
  const { answer, layouts } = read.list
  const { alone: _alone, communities: _communities, fallbackUnitId: _fallback, ...own } = list
  const { batchId } = await writeBatch(deps, tx, {
    ...own,
    receivedAt: now,
    rule: NAMED_RULES[list.ruleName],
    layout: layouts,
    counts: answer,
    tasks: newTasks,
    rows: toBatchRows(read),
  })
  await auditImport(tx, newTasks, list.importedBy ?? SYSTEM_STAFF_ID, now)
  await matchNewTasks(tx, batchId, now)
  return { batchId, answer }
}

/** Streets send the same file again under another name. */
async function refuseKnownFile(tx: Db, contentHash: string): Promise<void> {
  const same = and(eq(batches.contentHash, contentHash), ne(batches.status, 'rolled_back'))
  const [known] = await tx.select({ id: batches.id }).from(batches).where(same)
  if (known) throw new DomainError('batch_known')
}

function toNewTask(deps: IntakeDeps, task: IntakeTask, list: ReadList, { known }: FileRead): NewTask {
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

function placeTask(task: IntakeTask, { communities, fallbackUnitId }: ReadList): string {
  const unitId = communityOf(task, communities) ?? fallbackUnitId
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
  const sampled = sql`
    select t.id from tasks t join test_results r on r.phone_hash = any(t.phone_hashes) where t.batch_id = ${batchId}
    union
    select t.id from tasks t join subjects s on s.task_id = t.id join test_results r on r.id_hash = s.id_hash
    where t.batch_id = ${batchId}`
  const locked = await tx
    .select()
    .from(tasks)
    .where(sql`${tasks.id} in (${sampled})`)
    .for('update')
  await matchTasks(tx, locked, now)
}
