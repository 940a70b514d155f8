import { and, asc, eq, inArray, ne, sql, type SQL } from 'drizzle-orm'
import type { AnyPgColumn } from 'drizzle-orm/pg-core'
import { DEFAULT_PAGE_SIZE } from '../../contract/paging.ts'
import { ROLES } from '../../contract/staff.ts'
import type { ListTasksQuery, TaskBucket, TaskCounts, TaskPage, TaskSummary } from '../../contract/tasks.ts'
import { isTaskCodeValid, normalizeTaskCode } from '../../domain/task-code.ts'
import type { Deps, Member } from '../app-env.ts'
import { only, rowsOf, type Db } from '../db/db.ts'
import { batches, staff, tasks, units } from '../db/schema/index.ts'
import { readCursor, writeCursor } from '../http/cursor.ts'
import { openJson } from '../privacy/sealer.ts'
import { leaseOf } from './lease.ts'
import type { TaskCard } from './task-card.ts'
import { communitiesBelow } from './task-scope.ts'

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
  reported: tasks.reportedAt,
  all: tasks.dueAt,
}

/** One page of tasks of the own communities, most urgent first. Pages by (rank, time, id): an offset would skip rows as tasks close. */
export async function listTasks(deps: Deps, member: Member, query: ListTasksQuery): Promise<TaskPage> {
  const { db, clock, sealer } = deps
  const now = clock()
  const communityIds = await communitiesBelow(db, member, ROLES, query.unitId)
  const bucket = query.search ? 'all' : (query.bucket ?? 'to_call')
  const limit = query.limit ?? DEFAULT_PAGE_SIZE
  const own = and(inArray(tasks.unitId, communityIds), ne(batches.status, 'rolled_back'))
  const time = SORT_TIME[bucket]
  const rows = await db
    .select(columns)
    .from(tasks)
    .innerJoin(units, eq(units.id, tasks.unitId))
    .innerJoin(batches, eq(batches.id, tasks.batchId))
    .leftJoin(staff, eq(staff.id, tasks.leaseStaffId))
    .where(
      and(own, inBucket(bucket, now), query.search ? matches(deps, query.search) : undefined, after(query.after, time)),
    )
    .orderBy(asc(tasks.rank), asc(time), asc(tasks.id))
    .limit(limit + 1)
  const items = rows.slice(0, limit)
  const last = rows.length > limit ? items.at(-1) : undefined
  const lastTime =
    last && (bucket === 'call_back' ? last.nextCallAt : bucket === 'reported' ? last.reportedAt : last.dueAt)
  return {
    items: items.map(row => summaryOf(row, openJson<TaskCard>(sealer, row.cardSealed), member.staffId, now)),
    next: last && lastTime ? writeCursor(last.rank, lastTime, last.id) : null,
    counts: query.after ? null : await countBuckets(db, communityIds, now),
  }
}

function inBucket(bucket: TaskBucket, now: Date): SQL | undefined {
  const waits = sql`${tasks.nextCallAt} > ${now}`
  if (bucket === 'to_call') return and(eq(tasks.status, 'to_call'), sql`(${tasks.nextCallAt} is null or not ${waits})`)
  if (bucket === 'call_back') return and(eq(tasks.status, 'to_call'), waits)
  return bucket === 'reported' ? eq(tasks.status, 'reported') : undefined
}

/** By code where the text is one, by the last four digits, else nothing: a number is never searched by parts. */
function matches({ sealer }: Deps, search: string): SQL {
  const code = normalizeTaskCode(search)
  if (isTaskCodeValid(code)) return eq(tasks.code, code)
  if (/^\d{4}$/.test(search)) return eq(tasks.tailHash, sealer.hash('phone_tail', search))
  return sql`false`
}

function after(cursor: string | undefined, time: AnyPgColumn): SQL | undefined {
  if (!cursor) return undefined
  const [rank, at, id] = readCursor(cursor)
  return sql`(${tasks.rank}, ${time}, ${tasks.id}) > (${rank}, ${at}::timestamptz, ${id}::uuid)`
}

async function countBuckets(db: Db, communityIds: string[], now: Date): Promise<TaskCounts> {
  const rows = await rowsOf<TaskCounts>(
    db,
    sql`
      select count(*) filter (where t.status = 'to_call' and (t.next_call_at is null or t.next_call_at <= ${now}))::int as to_call,
        count(*) filter (where t.status = 'to_call' and t.next_call_at > ${now})::int as call_back,
        count(*) filter (where t.status = 'reported')::int as reported, count(*)::int as "all"
      from tasks t join batches b on b.id = t.batch_id
      where t.unit_id = any(${sql.param(communityIds)}::uuid[]) and b.status <> 'rolled_back'`,
  )
  return only(rows)
}

export type SummaryRow = Pick<
  typeof tasks.$inferSelect,
  | 'id'
  | 'code'
  | 'version'
  | 'unitId'
  | 'status'
  | 'testsHave'
  | 'testsNeed'
  | 'urgent'
  | 'deadlineAt'
  | 'attemptCount'
  | 'lastOutcome'
  | 'lastAttemptAt'
  | 'nextCallAt'
  | 'matchedAt'
  | 'exempt'
  | 'leaseStaffId'
  | 'leaseUntil'
> & { unitName: string; ruleName: string; leaseName: string | null }

/** A row as phones see it. */
export function summaryOf(row: SummaryRow, card: TaskCard, me: string, now: Date): TaskSummary {
  return {
    id: row.id,
    code: row.code,
    version: row.version,
    unitId: row.unitId,
    unitName: row.unitName,
    status: row.status,
    name: card.name,
    phoneTail: card.phoneTail,
    address: card.address,
    reason: card.reason,
    ruleName: row.ruleName,
    testsHave: row.testsHave,
    testsNeed: row.testsNeed,
    urgent: row.urgent,
    deadlineAt: row.deadlineAt?.toISOString() ?? null,
    attemptCount: row.attemptCount,
    lastOutcome: row.lastOutcome,
    lastAttemptAt: row.lastAttemptAt?.toISOString() ?? null,
    nextCallAt: row.nextCallAt?.toISOString() ?? null,
    matchedAt: row.matchedAt?.toISOString() ?? null,
    exempt: row.exempt,
    lease: leaseOf(row, row.leaseName, me, now),
  }
}
