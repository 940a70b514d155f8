import { sql } from 'drizzle-orm'
import type { Work } from '../act.ts'
import type { IntakeAnswer } from '../../contract/intake.ts'
import { NAMED_RULES, type RuleName } from '../../contract/rules.ts'
import { instantOf } from '../../domain/time/local-time.ts'
import { textMasker } from '../../domain/person/mask-text.ts'
import { ID_NOTE_TEXT, identifies } from '../../domain/person/id-number.ts'
import type { IntakeTask } from '../../domain/lists/collect-tasks.ts'
import type { Community } from '../../domain/lists/place-row.ts'
import { namesIn } from '../../domain/lists/names-in.ts'
import type { ParsedList } from '../../domain/lists/parse-list.ts'
import { appendAuditEntry, SYSTEM_STAFF_ID } from '../journal/append-audit-entry.ts'
import type { Db } from '../db/db.ts'
import { takeLock } from '../db/locks.ts'
import { tasks } from '../db/schema/index.ts'
import { DomainError } from '../errors.ts'
import { sha256 } from '../privacy/random.ts'
import { matchTasks } from '../test-results/match-task.ts'
import type { KnownNumber } from './known-numbers.ts'
import type { Upload } from '../ports/upload-parser.ts'
import { isKnownFile, onlyOurs, placeList } from './place-list.ts'
import type { NewBatchRow, NewTask } from './new-batch.ts'
import { writeBatch } from './write-batch.ts'

/** A parsed list with what the importer said about it. */
export interface NewList {
  upload: Upload
  parsed: ParsedList
  /** The numbers that may be looked up in earlier lists for the importer; all from the server's own console. */
  linkable?: ReadonlySet<string>
  name: string
  source: string
  ruleName: RuleName
  deadlineAt: Date | null
  urgent: boolean
  /** Communities the importer may hand tasks to. */
  communities: readonly Community[]
  /** Where tasks go whose row names no community; null: every row must name one. */
  fallbackUnitId: string | null
  /** Tasks whose row names no community are left out, and their rows listed as such. */
  leaveOut?: boolean
  /** Null: from the server's own console. */
  importedBy: string | null
}

export interface ImportedList {
  batchId: string
  /** With clear values (`maskedAnswer` before it leaves the server's console). */
  answer: IntakeAnswer
}

/**
 * Imports one list in the caller's transaction: all of it or nothing. What the lab already knows is matched at once.
 * @throws DomainError `batch_known`, `no_community`, `list_name_personal`
 */
export async function importList(work: Work, newList: NewList): Promise<ImportedList> {
  const { db } = work
  const { upload, parsed, communities, linkable, fallbackUnitId, leaveOut: leavesOut = false, ...said } = newList
  await takeLock(db, 'imports')
  const contentHash = await sha256(upload.bytes)
  if (await isKnownFile(db, contentHash)) throw new DomainError('batch_known')
  refusePersonalNames(parsed, said)
  const placed = await placeList(work, parsed, communities, linkable)
  const { list, known, unitIds } = leavesOut ? onlyOurs(placed) : placed
  const now = work.clock()
  const newTasks = list.tasks.map((task, i) => {
    const unitId = unitIds[i] ?? fallbackUnitId
    if (unitId === null) throw new DomainError('no_community')
    return toNewTask(task, unitId, known.get(task.key), { source: said.source, at: now })
  })
  const { batchId } = await writeBatch(work, {
    ...said,
    fileName: textMasker({ names: namesIn(parsed) })(upload.fileName),
    contentHash,
    receivedAt: now,
    rule: NAMED_RULES[said.ruleName],
    layout: list.layouts,
    counts: list.answer,
    tasks: newTasks,
    rows: toBatchRows(list),
  })
  await matchNewTasks(db, batchId, now)
  // Last: whoever looks at somebody of these communities waits for its entries.
  await auditImport(work, batchId, newTasks, said.importedBy ?? SYSTEM_STAFF_ID)
  return { batchId, answer: list.answer }
}

/**
 * Name and sender stand on every card and in the group: they must not tell who is on the list.
 * @throws DomainError `list_name_personal`
 */
function refusePersonalNames(parsed: ParsedList, { name, source }: Pick<NewList, 'name' | 'source'>): void {
  const hide = textMasker({ names: namesIn(parsed) })
  const personal = Object.entries({ name, source }).filter(([, text]) => hide(text) !== text)
  if (personal.length === 0) return
  const fields = personal.map(([path]) => ({ path, problem: 'tells who somebody is' }))
  throw new DomainError('list_name_personal', { fields })
}

function toNewTask(
  task: IntakeTask,
  unitId: string,
  earlier: KnownNumber | undefined,
  { source, at }: { source: string; at: Date },
): NewTask {
  const { facts } = task
  return {
    phone: task.key,
    alternatives: task.alternatives,
    unitId,
    subjects: task.subjects.map(({ name, idNumber, idNote }) => ({
      name,
      idNumber,
      idNote: idNote && ID_NOTE_TEXT[idNote],
      idTellsWho: identifies({ idNumber, note: idNote }),
    })),
    facts: { ...facts, source: facts.source ?? source, at: at.toISOString() },
    arrivedAt: facts.arrivedOn === null ? null : new Date(instantOf(facts.arrivedOn)),
    deadlineAt: facts.deadlineAt === null ? null : new Date(facts.deadlineAt),
    linkedTaskId: earlier?.taskId ?? null,
    lastOutcome: earlier?.lastOutcome ?? null,
    lastAttemptAt: earlier?.lastAttemptAt ?? null,
  }
}

function toBatchRows(list: ParsedList): NewBatchRow[] {
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

async function auditImport(work: Work, batchId: string, newTasks: readonly NewTask[], staffId: string): Promise<void> {
  const at = work.clock()
  for (const chain of [...new Set(newTasks.map(task => task.unitId))].sort()) {
    const count = newTasks.filter(({ unitId }) => unitId === chain).length
    const about = { field: `batch ${batchId}`, reason: `导入名单，${count} 个任务` }
    await appendAuditEntry(work, { chain, at, staffId, action: 'import', ...about })
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
