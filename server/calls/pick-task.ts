import { and, asc, eq, inArray, sql, type SQL } from 'drizzle-orm'
import { ANSWERED, GONE, isOffered, offerBounds } from '../../domain/calls/may-dial.ts'
import { communitiesOf, type Act } from '../act.ts'
import { rowsOf } from '../db/db.ts'
import { tryLockOf } from '../db/locks.ts'
import { batches, tasks } from '../db/schema/index.ts'
import type { TaskRow } from '../access/task-scope.ts'
import { latestLease } from '../tasks/lease.ts'
import { memoryOfNumber } from './number-memory.ts'

/** Which of the tasks: those named, or all but those named. */
type Among = { only: readonly string[] } | { except: readonly string[] }

/**
 * The first of the queue that may be rung now and is nobody else's, locked to the end of the transaction together with its
 * number. Tasks and numbers that another transaction is at are passed over, so that nobody waits for anybody.
 */
export async function pickOffered(act: Act, among: Among, now: Date): Promise<TaskRow | null> {
  const passed = 'except' in among ? [...among.except] : []
  for (;;) {
    const where = 'only' in among ? { only: among.only.filter(id => !passed.includes(id)) } : { except: passed }
    const task = await pick(act, and(inPlace(where), offered(act, now)), now)
    if (!task) return null
    if (await isStillOffered(act, task, now)) return task
    passed.push(task.id)
  }
}

/** One of these, whatever the queue says of it, where it is to be reached and nobody else has it. */
export const pickOwn = (act: Act, ids: readonly string[], now: Date): Promise<TaskRow | null> =>
  pick(act, and(inPlace({ only: ids }), inArray(tasks.status, ['to_call', 'to_visit'])), now)

async function pick(act: Act, where: SQL | undefined, now: Date): Promise<TaskRow | null> {
  const { db, member } = act
  const [task] = await db
    .select()
    .from(tasks)
    .where(
      and(
        sql`${tasks.unitId} = any(${sql.param(communitiesOf(member, ['caller']))}::uuid[])`,
        sql`not ${heldBySomebodyElse(sql`tasks`, member.staffId, now)}`,
        sql`exists (select 1 from ${batches} where ${eq(batches.id, tasks.batchId)} and ${eq(batches.status, 'open')})`,
        where,
      ),
    )
    .orderBy(asc(tasks.rank), asc(tasks.dueAt), asc(tasks.id))
    .limit(1)
    .for('update', { of: tasks, skipLocked: true })
  return task ?? null
}

const inPlace = (among: Among): SQL =>
  'only' in among
    ? sql`${tasks.id} = any(${sql.param(among.only)}::uuid[])`
    : sql`${tasks.id} <> all(${sql.param(among.except)}::uuid[])`

/** SQL: somebody else works on the task. */
const heldBySomebodyElse = (task: SQL, staffId: string, now: Date): SQL =>
  sql`coalesce(${task}.lease_until > ${now} and ${task}.lease_until <= ${latestLease(now)} and ${task}.lease_staff_id <> ${staffId}, false)`

/** SQL: `isOffered` of the domain, asked of many tasks at once. */
function offered({ member }: Act, now: Date): SQL | undefined {
  const { rungSince, rungUntil, answeredSince, goneSince, night, promisedSince } = offerBounds(now.getTime())
  const rung = (of: SQL) => sql`${of}.rung_at > ${rungSince} and ${of}.rung_at <= ${rungUntil}`
  const told = (outcomes: readonly string[], since: Date) =>
    sql`o.last_outcome = any(${sql.param(outcomes)}::text[]) and o.last_attempt_at >= ${since} and o.last_attempt_at <= ${rungUntil}`
  return and(
    eq(tasks.status, 'to_call'),
    sql`(tasks.next_call_at is null or tasks.next_call_at <= ${now})`,
    night
      ? sql`(tasks.urgent or (tasks.last_outcome = 'call_later' and tasks.next_call_at >= ${promisedSince}))`
      : undefined,
    sql`not coalesce(${rung(sql`tasks`)}, false)`,
    sql`not exists (
      select 1 from tasks o where o.phone_hash = tasks.phone_hash and o.id <> tasks.id and (
        o.next_call_at > ${now} or (${rung(sql`o`)}) or ${heldBySomebodyElse(sql`o`, member.staffId, now)}
        or (o.attempt_count > 0 and ((${told(ANSWERED, answeredSince)}) or (${told(GONE, goneSince)})))))`,
  )
}

/** Asked again once the number is locked: another list's task of it may have been taken or rung a moment ago. */
async function isStillOffered({ db, member }: Act, task: TaskRow, now: Date): Promise<boolean> {
  if (!(await tryLockOf(db, 'number', task.phoneHash))) return false
  const held = await rowsOf(
    db,
    sql`select 1 from tasks o where o.phone_hash = ${task.phoneHash} and o.id <> ${task.id}
      and ${heldBySomebodyElse(sql`o`, member.staffId, now)}`,
  )
  return held.length === 0 && isOffered(task, await memoryOfNumber(db, task, now), now.getTime())
}
