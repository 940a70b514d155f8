import { sql } from 'drizzle-orm'
import {
  STUCK_PLACES,
  UNIT_NUMBERS,
  type UnitNumber,
  type StuckPlace,
  type UnitProgress,
} from '../../contract/progress.ts'
import { forecastOf, TO_DO_PLACES } from '../../domain/progress/forecast.ts'
import { matchRate } from '../../domain/tasks/match-rate.ts'
import { HOUR_MS } from '../../domain/time/lengths.ts'
import { rowsOf, type Db } from '../db/db.ts'
import { countedLists, isCountedAs, PLACE, SINCE, WAITING } from './counted.ts'

type CountRow = Record<UnitNumber, number> & {
  unitId: string
  name: string
  level: UnitProgress['level']
  stuck: Record<StuckPlace, number>
  doneLastHour: number
  deadlineAt: string | null
  oldestPlace: StuckPlace | null
  oldestSince: string | null
  oldestWaiting: string | null
}

/**
 * The numbers of a unit, of each unit right below it, or of each community below it; each counts its whole subtree. The
 * one place where they are counted: screens, bulletins and nudges ask here, the lists behind them are made of the same SQL.
 */
export async function countUnits(
  db: Db,
  unitId: string,
  which: 'self' | 'children' | 'communities',
  now: Date,
): Promise<UnitProgress[]> {
  const rows = await rowsOf<CountRow>(
    db,
    sql`
      with counted as (select u.id, u.name, u.level from units u where ${CHOSEN[which](unitId)}),
      leaf as (
        select c.id as counted_id, k.id as unit_id
        from counted c join units k on k.path @> array[c.id] and k.level = 'community'
      ),
      lists as materialized (${countedLists(now)}),
      live as (
        select l.counted_id, t.*, ${PLACE} as place, ${SINCE} as since, w.posted_at
        from leaf l join tasks t on t.unit_id = l.unit_id join lists b on b.id = t.batch_id ${WAITING}
      )
      select c.id as "unitId", c.name, c.level,
        ${sql.join(UNIT_NUMBERS.map(countOf), sql`, `)},
        jsonb_build_object(${sql.join(STUCK_PLACES.map(standingAt), sql`, `)}) as stuck,
        count(t.id) filter (where least(t.recorded_at, t.matched_at) > ${new Date(now.getTime() - HOUR_MS)})::int as "doneLastHour",
        min(t.deadline_at) filter (where ${IS_TO_DO}) as "deadlineAt",
        (array_agg(t.place order by t.since, t.place) filter (where ${IS_TO_DO}))[1] as "oldestPlace",
        min(t.since) filter (where ${IS_TO_DO}) as "oldestSince",
        min(t.posted_at) as "oldestWaiting"
      from counted c left join live t on t.counted_id = c.id
      group by c.id, c.name, c.level order by c.name`,
  )
  return rows.map(row => toProgress(row, now.getTime()))
}

const CHOSEN = {
  self: (unitId: string) => sql`u.id = ${unitId}`,
  children: (unitId: string) => sql`u.parent_id = ${unitId}`,
  communities: (unitId: string) => sql`u.path @> array[${unitId}::uuid] and u.level = 'community'`,
}

const IS_TO_DO = sql`t.place = any(${sql.param([...TO_DO_PLACES])}::text[])`

const countOf = (number: UnitNumber) =>
  sql`count(t.id) filter (where ${isCountedAs(number)})::int as ${sql.identifier(number)}`

const standingAt = (place: StuckPlace) => sql`${place}::text, count(t.id) filter (where t.place = ${place})`

function toProgress(row: CountRow, now: number): UnitProgress {
  const { deadlineAt, oldestPlace, oldestSince, oldestWaiting, ...counts } = row
  const open = STUCK_PLACES.reduce((sum, place) => sum + row.stuck[place], 0)
  const toDo = TO_DO_PLACES.reduce((sum, place) => sum + row.stuck[place], 0)
  const forecast = forecastOf({ toDo, doneLastHour: row.doneLastHour }, now)
  return {
    ...counts,
    matchRate: matchRate(row),
    open,
    toDo,
    forecastAt: forecast === null ? null : new Date(forecast).toISOString(),
    deadlineAt: isoOf(deadlineAt),
    oldest: oldestPlace === null || oldestSince === null ? null : { place: oldestPlace, since: isoText(oldestSince) },
    oldestWaitingAt: isoOf(oldestWaiting),
  }
}

const isoText = (time: string): string => new Date(time).toISOString()
const isoOf = (time: string | null): string | null => (time === null ? null : isoText(time))
