import { and, asc, eq, isNotNull, isNull, sql, type SQL } from 'drizzle-orm'
import { alias } from 'drizzle-orm/pg-core'
import type { DataIssue, DataIssueGroup, DataIssuePage, ListDataIssuesQuery } from '../../contract/data-issues.ts'
import { DEFAULT_PAGE_SIZE } from '../../contract/paging.ts'
import type { Member, Act, Work } from '../act.ts'
import { batches, dataIssues, staff, tasks, units } from '../db/schema/index.ts'
import { readCursor, writeCursor } from '../http/cursor.ts'
import { isBelowAny, ledUnitIds } from '../access/led-units.ts'
import { shown, UNREADABLE } from '../privacy/sealer.ts'
import { ofDataIssue } from '../privacy/places.ts'
import { openCard } from '../tasks/sealed-task.ts'

/** What is wrong in the lists of the lead's units, oldest first, and how much of it by list and source. */
export async function listDataIssues(
  act: Act,
  { state, batchId, after, limit = DEFAULT_PAGE_SIZE }: ListDataIssuesQuery,
): Promise<DataIssuePage> {
  const asked = and(
    isLed(act.member),
    state === 'open' ? isNull(dataIssues.passedOnAt) : isNotNull(dataIssues.passedOnAt),
    batchId === undefined ? undefined : eq(tasks.batchId, batchId),
    after === undefined ? undefined : isBelow(after),
  )
  const rows = await issuesWhere(act, asked, limit + 1)
  const items = rows.slice(0, limit)
  const last = rows.length > limit ? items.at(-1) : undefined
  return {
    items,
    next: last ? writeCursor(0, new Date(last.at), last.id) : null,
    groups: after === undefined ? await listGroups(act) : null,
  }
}

/** SQL: whether the issue's task lies in a unit the member leads. */
export const isLed = (member: Member): SQL => isBelowAny(sql`${units.path}`, ledUnitIds(member))

function isBelow(after: string): SQL {
  const [, at, id] = readCursor(after)
  return sql`(${dataIssues.at}, ${dataIssues.id}) > (${at}::timestamptz, ${id}::uuid)`
}

/** Issues of a condition as they are shown, oldest first. */
export async function issuesWhere(work: Work, where: SQL | undefined, limit: number): Promise<DataIssue[]> {
  const { sealer } = work
  const teller = alias(staff, 'teller')
  const rows = await work.db
    .select({
      issue: dataIssues,
      task: tasks,
      batch: batches,
      unitName: units.name,
      by: staff.name,
      teller: teller.name,
    })
    .from(dataIssues)
    .innerJoin(tasks, eq(tasks.id, dataIssues.taskId))
    .innerJoin(units, eq(units.id, tasks.unitId))
    .innerJoin(batches, eq(batches.id, tasks.batchId))
    .innerJoin(staff, eq(staff.id, dataIssues.staffId))
    .leftJoin(teller, eq(teller.id, dataIssues.passedOnBy))
    .where(where)
    .orderBy(asc(dataIssues.at), asc(dataIssues.id))
    .limit(limit)
  return rows.map(({ issue, task, batch, unitName, by, teller: passedOnBy }) => {
    const { name, phoneTail } = openCard(sealer, task)
    const { id, kind, source, noteSealed, at, passedOnAt } = issue
    return {
      id,
      kind,
      source,
      note:
        noteSealed === null ? null : shown(() => sealer.open(noteSealed, ofDataIssue({ id }, task.unitId)), UNREADABLE),
      at: at.toISOString(),
      staffName: by,
      unitName,
      batchId: batch.id,
      batchName: batch.name,
      taskId: task.id,
      taskCode: task.code,
      name,
      phoneTail,
      passedOnAt: passedOnAt?.toISOString() ?? null,
      passedOnBy,
    }
  })
}

function listGroups(act: Act): Promise<DataIssueGroup[]> {
  const open = sql<number>`count(*)::int`
  const { source } = dataIssues
  return act.db
    .select({ batchId: batches.id, batchName: batches.name, source, open })
    .from(dataIssues)
    .innerJoin(tasks, eq(tasks.id, dataIssues.taskId))
    .innerJoin(units, eq(units.id, tasks.unitId))
    .innerJoin(batches, eq(batches.id, tasks.batchId))
    .where(and(isLed(act.member), isNull(dataIssues.passedOnAt)))
    .groupBy(batches.id, batches.name, source)
    .orderBy(sql`count(*) desc`, batches.name, source)
}
