import { sql } from 'drizzle-orm'
import type { Progress, UnitProgress } from '../../contract/progress.ts'
import { dayAt } from '../../domain/time/clock.ts'
import { startOfDay } from '../../domain/time/local-time.ts'
import { matchRate } from '../../domain/tasks/match-rate.ts'
import type { Act } from '../act.ts'
import { rowsOf, type Db } from '../db/db.ts'
import { units } from '../db/schema/index.ts'
import { IS_UNDONE } from '../journal/undone-events.ts'
import { DomainError } from '../errors.ts'
import { getLedUnit } from './led-unit.ts'
import { IS_STUCK } from './stuck-places.ts'

interface CountRow {
  unitId: string
  name: string
  level: UnitProgress['level']
  tasks: number
  called: number
  reported: number
  recorded: number
  matched: number
  exempt: number
  notCalled: number
  notReached: number
  toVisit: number
  resultPending: number
  refused: number
  waiting: number
  oldestWaiting: string | null
}

/**
 * Live numbers of a unit and of each unit below it, counted from the tasks of open batches.
 * @throws DomainError `not_found` where the unit is not in the lead's subtree
 */
export async function getProgress(act: Act, unitId: string | undefined): Promise<Progress> {
  const { db, clock } = act
  const now = clock()
  const unit = await getLedUnit(act, unitId)
  const [whole, children, path] = await Promise.all([
    countBy(db, unit.id, 'self'),
    countBy(db, unit.id, 'children'),
    listPath(act, unit.path),
  ])
  const [total] = whole
  if (!total) throw new DomainError('not_found')
  return {
    at: now.toISOString(),
    unit: toProgress(total),
    path,
    children: children.map(toProgress),
    stuck: {
      notCalled: total.notCalled,
      notReached: total.notReached,
      toVisit: total.toVisit,
      toRecord: total.waiting,
      resultPending: total.resultPending,
      refused: total.refused,
    },
    hourly: await countHours(db, unit.id, now),
  }
}

/** One row for the unit itself, or one for each unit right below it; each counts its whole subtree. */
function countBy(db: Db, unitId: string, which: 'self' | 'children'): Promise<CountRow[]> {
  const counted = which === 'self' ? sql`u.id = ${unitId}` : sql`u.parent_id = ${unitId}`
  return rowsOf<CountRow>(
    db,
    sql`
      with counted as (select u.id, u.name, u.level from units u where ${counted}),
      leaf as (select c.id as counted_id, k.id as unit_id from counted c join units k on k.path @> array[c.id] and k.level = 'community'),
      live as (
        select l.counted_id, t.* from leaf l join tasks t on t.unit_id = l.unit_id
        join batches b on b.id = t.batch_id and b.status = 'open'
      ),
      waiting as (
        select l.counted_id, count(*)::int as waiting, min(r.posted_at) as oldest
        from leaf l join reports r on r.unit_id = l.unit_id and r.state = 'posted' group by l.counted_id
      )
      select c.id as "unitId", c.name, c.level,
        count(t.id)::int as tasks,
        count(t.id) filter (where t.called_at is not null)::int as called,
        count(t.id) filter (where t.reported_at is not null)::int as reported,
        count(t.id) filter (where t.recorded_at is not null)::int as recorded,
        count(t.id) filter (where t.matched_at is not null and t.exempt is null)::int as matched,
        count(t.id) filter (where t.exempt is not null)::int as exempt,
        count(t.id) filter (where ${IS_STUCK.notCalled})::int as "notCalled",
        count(t.id) filter (where ${IS_STUCK.notReached})::int as "notReached",
        count(t.id) filter (where ${IS_STUCK.toVisit})::int as "toVisit",
        count(t.id) filter (where ${IS_STUCK.resultPending})::int as "resultPending",
        count(t.id) filter (where ${IS_STUCK.refused})::int as refused,
        coalesce(max(w.waiting), 0)::int as waiting, max(w.oldest) as "oldestWaiting"
      from counted c left join live t on t.counted_id = c.id left join waiting w on w.counted_id = c.id
      group by c.id, c.name, c.level order by c.name`,
  )
}

function toProgress(row: CountRow): UnitProgress {
  const { unitId, name, level, tasks, called, reported, recorded, matched, exempt, waiting, oldestWaiting } = row
  return {
    unitId,
    name,
    level,
    tasks,
    called,
    reported,
    recorded,
    matched,
    exempt,
    matchRate: matchRate({ tasks, exempt, matched }),
    waiting,
    oldestWaitingAt: oldestWaiting === null ? null : new Date(oldestWaiting).toISOString(),
  }
}

/** From the top the member leads down to the unit. */
async function listPath(act: Act, path: readonly string[]) {
  const led = new Set(act.member.grants.filter(grant => grant.role === 'lead').map(grant => grant.unitId))
  const first = path.findIndex(id => led.has(id))
  const rows = await act.db
    .select({ id: units.id, name: units.name })
    .from(units)
    .where(sql`${units.id} = any(${sql.param(path)}::uuid[])`)
  return path.slice(Math.max(first, 0)).flatMap(id => rows.find(row => row.id === id) ?? [])
}

/** What happened in each hour since midnight, +08:00, in open batches. */
function countHours(db: Db, unitId: string, now: Date): Promise<Progress['hourly']> {
  return rowsOf(
    db,
    sql`
      select to_char(date_trunc('hour', e.at) at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as hour,
        count(distinct e.task_id) filter (where e.kind in ('call_recorded', 'report_submitted'))::int as called,
        count(distinct e.task_id) filter (where e.kind = 'record_made')::int as recorded,
        count(distinct e.task_id) filter (where e.kind = 'task_matched')::int as matched
      from events e join units k on k.id = e.unit_id and k.path @> array[${unitId}::uuid]
      where e.at >= ${new Date(startOfDay(dayAt(now)))}
        and e.kind in ('call_recorded', 'report_submitted', 'record_made', 'task_matched') and not ${IS_UNDONE}
      group by 1 order by 1`,
  )
}
