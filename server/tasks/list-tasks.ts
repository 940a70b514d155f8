import { and, asc, eq, ne, sql, type SQL } from 'drizzle-orm'
import type { AnyPgColumn } from 'drizzle-orm/pg-core'
import { DEFAULT_PAGE_SIZE } from '../../contract/paging.ts'
import { ROLES } from '../../contract/staff.ts'
import type { ListTasksQuery, TaskBucket, TaskPage } from '../../contract/tasks.ts'
import { isTaskCodeValid, normalizeTaskCode } from '../../domain/tasks/task-code.ts'
import type { Act, Work } from '../act.ts'
import { only, type Db } from '../db/db.ts'
import { statement } from '../db/prepared.ts'
import { batches, staff, tasks, units } from '../db/schema/index.ts'
import { readCursor, writeCursor } from '../http/cursor.ts'
import { communitiesBelow } from '../access/task-scope.ts'
import { takeComparison } from '../looks/take-look.ts'
import { summaryOf } from './task-summary.ts'
import { tailLookup } from '../privacy/lookups.ts'
import { openCard } from './sealed-task.ts'

/** What a list row is made of; the columns a summary needs and no more. */
const columns = {
  id: tasks.id,
  code: tasks.code,
  version: tasks.version,
  unitId: tasks.unitId,
  unitName: units.name,
  status: tasks.status,
  cardSealed: tasks.cardSealed,
  ruleName: batches.ruleName,
  testsHave: tasks.testsHave,
  testsNeed: tasks.testsNeed,
  urgent: tasks.urgent,
  deadlineAt: tasks.deadlineAt,
  attemptCount: tasks.attemptCount,
  lastOutcome: tasks.lastOutcome,
  lastAttemptAt: tasks.lastAttemptAt,
  nextCallAt: tasks.nextCallAt,
  matchedAt: tasks.matchedAt,
  exempt: tasks.exempt,
  leaseStaffId: tasks.leaseStaffId,
  leaseUntil: tasks.leaseUntil,
  leaseName: staff.name,
  rank: tasks.rank,
  dueAt: tasks.dueAt,
  reportedAt: tasks.reportedAt,
}

/** Order within a bucket: urgent batches and near deadlines first, agreed call-backs by their time. */
const SORT_TIME: Record<TaskBucket, AnyPgColumn> = {
  to_call: tasks.dueAt,
  call_back: tasks.nextCallAt,
  to_visit: tasks.dueAt,
  reported: tasks.reportedAt,
  all: tasks.dueAt,
}

/** One page of tasks of the own communities, most urgent first. Pages by (rank, time, id): an offset would skip rows as tasks close. */
export async function listTasks(act: Act, query: ListTasksQuery): Promise<TaskPage> {
  const { db, clock, sealer } = act
  const now = clock()
  const communityIds = await communitiesBelow(act, ROLES, query.unitId)
  const bucket = query.search ? 'all' : (query.bucket ?? 'to_call')
  const limit = query.limit ?? DEFAULT_PAGE_SIZE
  const searched = query.search ? readSearch(act, query.search, communityIds) : null
  if (searched?.by === 'tail') await takeComparison(act, { purpose: 'tail', roles: ROLES, people: 1 })
  const place = placeOf(communityIds)
  const [rank, at, id] = query.after ? readCursor(query.after) : [0, '', '']
  const values = {
    ...place.values,
    now: now.toISOString(),
    rank,
    at,
    id,
    wanted: searched?.values ?? [],
    limit: limit + 1,
  }
  const rows = await pageStatement(db, {
    bucket,
    by: searched?.by ?? null,
    one: place.one,
    paged: Boolean(query.after),
  }).execute(values)
  const items = rows.slice(0, limit)
  return {
    items: items.map(row => summaryOf(row, openCard(sealer, row), act.member.staffId, now)),
    next: rows.length > limit ? cursorAfter(items.at(-1), bucket) : null,
    ...(query.after || query.search
      ? { counts: null }
      : toldOf(rows[0]?.counts ?? (await countNothingShown(db, place, now)))),
  }
}

/** Most callers work for one community, and for one the index gives the rows in their order. */
function placeOf(communityIds: readonly string[]) {
  const [first] = communityIds
  const one = communityIds.length === 1
  return { one, values: one ? { communityId: first } : { communityIds } }
}

const inPlace = (one: boolean): SQL =>
  one
    ? eq(tasks.unitId, sql.placeholder('communityId'))
    : sql`${tasks.unitId} = any(${sql.placeholder('communityIds')}::uuid[])`

interface Variant {
  bucket: TaskBucket
  by: Searched['by'] | null
  one: boolean
  paged: boolean
}

/** One statement for each shape of a page, defined when it is first asked for. */
const pages = new Map<string, ReturnType<typeof definePage>>()

function pageStatement(db: Db, variant: Variant) {
  const { bucket, by, one, paged } = variant
  const name = `list_tasks_${bucket}_${by}_${one ? 'one' : 'many'}_${paged ? 'next' : 'first'}`
  const page = pages.get(name) ?? definePage(name, variant)
  pages.set(name, page)
  return page(db)
}

function definePage(pageName: string, { bucket, by, one, paged }: Variant) {
  const time = SORT_TIME[bucket]
  const after = sql`(${tasks.rank}, ${time}, ${tasks.id}) > (${sql.placeholder('rank')}::smallint, ${sql.placeholder('at')}::timestamptz, ${sql.placeholder('id')}::uuid)`
  return statement(pageName, (db, name) =>
    db
      .select({ ...columns, counts: paged || by !== null ? sql<null>`null` : countsIn(one) })
      .from(tasks)
      .innerJoin(units, eq(units.id, tasks.unitId))
      .innerJoin(batches, eq(batches.id, tasks.batchId))
      .leftJoin(staff, eq(staff.id, tasks.leaseStaffId))
      .where(
        and(
          inPlace(one),
          ne(batches.status, 'rolled_back'),
          inBucket(bucket),
          by === null ? undefined : SEARCHED[by],
          paged ? after : undefined,
        ),
      )
      .orderBy(asc(tasks.rank), asc(time), asc(tasks.id))
      .limit(sql.placeholder('limit'))
      .prepare(name),
  )
}

const WAITS = sql`${tasks.nextCallAt} > ${sql.placeholder('now')}::timestamptz`

function inBucket(bucket: TaskBucket): SQL | undefined {
  if (bucket === 'to_call') return and(eq(tasks.status, 'to_call'), sql`(${tasks.nextCallAt} is null or not ${WAITS})`)
  if (bucket === 'call_back') return and(eq(tasks.status, 'to_call'), WAITS)
  return bucket === 'all' ? undefined : eq(tasks.status, bucket)
}

interface Searched {
  by: 'code' | 'tail' | 'nothing'
  values: string[]
}

const SEARCHED: Record<Searched['by'], SQL> = {
  code: sql`${tasks.code} = any(${sql.placeholder('wanted')}::text[])`,
  tail: sql`${tasks.tailHash} = any(${sql.placeholder('wanted')}::text[])`,
  nothing: sql`false`,
}

/** By code where the text is one, by the last four digits, else nothing: a number is never searched by parts. */
function readSearch({ sealer }: Pick<Work, 'sealer'>, search: string, communityIds: readonly string[]): Searched {
  const code = normalizeTaskCode(search)
  if (isTaskCodeValid(code)) return { by: 'code', values: [code] }
  if (!/^\d{4}$/.test(search)) return { by: 'nothing', values: [] }
  return { by: 'tail', values: communityIds.map(unitId => tailLookup(sealer, unitId, search)) }
}

type PageRow = Awaited<ReturnType<ReturnType<typeof pageStatement>['execute']>>[number]

function cursorAfter(last: PageRow | undefined, bucket: TaskBucket): string | null {
  if (!last) return null
  const time = bucket === 'call_back' ? last.nextCallAt : bucket === 'reported' ? last.reportedAt : last.dueAt
  return time && writeCursor(last.rank, time, last.id)
}

/**
 * The counts of all buckets, read once with the rows of the first page: a statement of their own would cost a list a third
 * more. A join with the batches would cost as much again as the counting.
 */
function countsIn(one: boolean): SQL<Counted> {
  const waits = sql`coalesce(${WAITS}, false)`
  const count = (where: SQL) => sql`count(*) filter (where ${where})`
  return sql<Counted>`(
    select json_build_object(
      'to_call', ${count(sql`${tasks.status} = 'to_call' and not ${waits}`)},
      'call_back', ${count(sql`${tasks.status} = 'to_call' and ${waits}`)},
      'to_visit', ${count(sql`${tasks.status} = 'to_visit'`)},
      'reported', ${count(sql`${tasks.status} = 'reported'`)},
      'all', count(*),
      'nextDueAt', min(${tasks.nextCallAt}) filter (where ${tasks.status} = 'to_call' and ${waits}))
    from ${tasks}
    where ${inPlace(one)}
      and ${tasks.batchId} <> all(array(select ${batches.id} from ${batches} where ${batches.status} = 'rolled_back')))`
}

/** All that is told of the whole place with its first page. */
type Counted = NonNullable<TaskPage['counts']> & { nextDueAt: string | null }

function toldOf({ nextDueAt, ...counts }: Counted): Pick<TaskPage, 'counts' | 'nextDueAt'> {
  return { counts, nextDueAt: nextDueAt && new Date(nextDueAt).toISOString() }
}

const countStatement = (of: string, one: boolean) =>
  statement(`count_tasks_${of}`, (db, name) =>
    db
      .select({ counts: countsIn(one) })
      .from(sql`(select 1) as nothing`)
      .prepare(name),
  )
const countOne = countStatement('one', true)
const countMany = countStatement('many', false)

/** Where the page is empty, no row brings the counts along. */
async function countNothingShown(db: Db, { one, values }: ReturnType<typeof placeOf>, now: Date) {
  const rows = await (one ? countOne : countMany)(db).execute({ ...values, now: now.toISOString() })
  return only(rows).counts
}
