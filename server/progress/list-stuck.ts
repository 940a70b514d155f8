import { and, asc, eq, sql, type SQL } from 'drizzle-orm'
import { alias } from 'drizzle-orm/pg-core'
import { DEFAULT_PAGE_SIZE } from '../../contract/paging.ts'
import type { ListStuckQuery, StuckPage } from '../../contract/progress.ts'
import type { Act } from '../act.ts'
import { only, type Db } from '../db/db.ts'
import { batches, reports, staff, tasks, units } from '../db/schema/index.ts'
import { readCursor, writeCursor } from '../http/cursor.ts'
import { summaryOf } from '../tasks/task-summary.ts'
import { getLedUnit } from './led-unit.ts'
import { countedLists, isCountedAs } from './counted.ts'
import { openCard } from '../tasks/sealed-task.ts'

const t = alias(tasks, 't')
const w = alias(reports, 'w')
/** The report that waits (`counted.ts`). */
const isWaiting = and(eq(w.taskId, t.id), eq(w.state, 'posted'))

/**
 * The tasks behind one number of a unit, most urgent first, masked like every list.
 * @throws DomainError `not_found` where the unit is not in the lead's subtree
 */
export async function listStuck(act: Act, query: ListStuckQuery): Promise<StuckPage> {
  const { db } = act
  const unit = await getLedUnit(act, query.unitId)
  const limit = query.limit ?? DEFAULT_PAGE_SIZE
  const now = act.clock()
  const here = and(
    sql`${units.path} @> array[${unit.id}::uuid]`,
    sql`${t.batchId} in (${countedLists(now)})`,
    isCountedAs(query.place),
  )
  const rows = await selectTasks(db, and(here, query.after === undefined ? undefined : isBelow(query.after)), limit + 1)
  const items = rows.slice(0, limit)
  const last = rows.length > limit ? items.at(-1)?.task : undefined
  return {
    items: items.map(({ task, ...names }) =>
      summaryOf({ ...task, ...names }, openCard(act.sealer, task), act.member.staffId, now),
    ),
    next: last ? writeCursor(last.rank, last.dueAt, last.id) : null,
    count: query.after === undefined ? await countTasks(db, here) : null,
  }
}

function isBelow(after: string): SQL {
  const [rank, dueAt, id] = readCursor(after)
  return sql`(${t.rank}, ${t.dueAt}, ${t.id}) > (${rank}::smallint, ${dueAt}::timestamptz, ${id}::uuid)`
}

function selectTasks(db: Db, where: SQL | undefined, limit: number) {
  return db
    .select({ task: t, unitName: units.name, ruleName: batches.ruleName, leaseName: staff.name })
    .from(t)
    .innerJoin(units, eq(units.id, t.unitId))
    .innerJoin(batches, eq(batches.id, t.batchId))
    .leftJoin(w, isWaiting)
    .leftJoin(staff, eq(staff.id, t.leaseStaffId))
    .where(where)
    .orderBy(asc(t.rank), asc(t.dueAt), asc(t.id))
    .limit(limit)
}

async function countTasks(db: Db, where: SQL | undefined): Promise<number> {
  const rows = await db
    .select({ count: sql<number>`count(*)::int` })
    .from(t)
    .innerJoin(units, eq(units.id, t.unitId))
    .leftJoin(w, isWaiting)
    .where(where)
  return only(rows).count
}
