import { sql, type SQL } from 'drizzle-orm'
import * as v from 'valibot'
import type { AuditEntry, AuditPage, ListAuditQuery } from '../../contract/audit.ts'
import { Id, Instant } from '../../contract/common.ts'
import { DEFAULT_PAGE_SIZE, type PageQuery } from '../../contract/paging.ts'
import { normalizeTaskCode } from '../../domain/tasks/task-code.ts'
import type { Member, Act, Work } from '../act.ts'
import { rowsOf } from '../db/db.ts'
import type { Sealed } from '../db/schema/columns.ts'
import { decodeCursor, encodeCursor } from '../http/cursor.ts'
import { isBelowAny, ledUnitIds } from '../access/led-units.ts'
import { openCard } from '../tasks/sealed-task.ts'

/** Time, chain and place in the chain: no two entries share all three. */
const AuditPosition = v.tuple([Instant, Id, v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(2_147_483_647))])

interface AuditRow extends Omit<AuditEntry, 'name' | 'at'> {
  at: string | Date
  chain: string
  position: number
  card: Sealed | null
  taskUnitId: string | null
}

/** What the member looked at, newest first. */
export const listOwnAudit = (act: Act, query: PageQuery): Promise<AuditPage> =>
  pageOfAudit(act, sql`e.staff_id = ${act.member.staffId}`, query)

/** What everybody did in the units the lead leads, newest first. */
export function listAudit(act: Act, query: ListAuditQuery): Promise<AuditPage> {
  const { staffId, taskId, code, action, reason, from, to } = query
  const asked: (SQL | undefined)[] = [
    isLedBy(act.member),
    staffId === undefined ? undefined : sql`e.staff_id = ${staffId}`,
    taskId === undefined ? undefined : sql`e.task_id = ${taskId}`,
    code === undefined
      ? undefined
      : sql`e.task_id in (select k.id from tasks k where k.code = ${normalizeTaskCode(code)})`,
    action === undefined ? undefined : sql`e.action = ${action}`,
    reason === undefined ? undefined : sql`e.reason = ${reason}`,
    from === undefined ? undefined : sql`e.at >= ${from}::timestamptz`,
    to === undefined ? undefined : sql`e.at < ${to}::timestamptz`,
  ]
  return pageOfAudit(act, both(...asked), query)
}

/** SQL: whether an entry `e` belongs to a unit the member leads. */
export const isLedBy = (member: Member): SQL =>
  sql`exists (select from units x where x.id = e.chain and ${isBelowAny(sql`x.path`, ledUnitIds(member))})`

/** Entries `e` of the condition, newest first; as many as `limit`. */
export async function selectAudit(work: Work, where: SQL, limit: number): Promise<AuditRow[]> {
  return rowsOf<AuditRow>(
    work.db,
    sql`
      select e.at, e.chain, e.position, e.action, e.field, e.reason, e.staff_id as "staffId",
        coalesce(s.name, '系统') as "staffName", u.name as "unitName", e.task_id as "taskId", t.code as "taskCode",
        t.card_sealed as card, t.unit_id as "taskUnitId"
      from audit_entries e left join staff s on s.id = e.staff_id left join units u on u.id = e.chain
        left join tasks t on t.id = e.task_id
      where ${where}
      order by e.at desc, e.chain desc, e.position desc limit ${limit}`,
  )
}

export function auditEntryOf({ sealer }: Pick<Work, 'sealer'>, row: AuditRow): AuditEntry {
  const { chain: _chain, position: _position, card, taskUnitId, at, ...entry } = row
  const { taskId } = entry
  return {
    ...entry,
    at: new Date(at).toISOString(),
    name:
      card === null || taskId === null || taskUnitId === null
        ? null
        : openCard(sealer, { id: taskId, unitId: taskUnitId, cardSealed: card }).name,
  }
}

async function pageOfAudit(work: Work, where: SQL, query: PageQuery): Promise<AuditPage> {
  const limit = query.limit ?? DEFAULT_PAGE_SIZE
  const rows = await selectAudit(
    work,
    both(where, query.after === undefined ? undefined : olderThan(query.after)),
    limit + 1,
  )
  const items = rows.slice(0, limit)
  const last = rows.length > limit ? items.at(-1) : undefined
  return {
    items: items.map(row => auditEntryOf(work, row)),
    next: last ? encodeCursor([new Date(last.at).toISOString(), last.chain, last.position]) : null,
  }
}

function olderThan(after: string): SQL {
  const [at, chain, position] = decodeCursor(AuditPosition, after)
  return sql`(e.at, e.chain, e.position) < (${at}::timestamptz, ${chain}::uuid, ${position}::int)`
}

const both = (...conditions: (SQL | undefined)[]): SQL =>
  sql.join(
    conditions.filter(condition => condition !== undefined),
    sql` and `,
  )
