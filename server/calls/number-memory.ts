import { sql } from 'drizzle-orm'
import type { NumberFact } from '../../contract/tasks.ts'
import { ANSWERED, GONE, NOTHING_REMEMBERED, offerBounds, type NumberMemory } from '../../domain/calls/may-dial.ts'
import type { TaskRow } from '../access/task-scope.ts'
import { rowsOf, type Db } from '../db/db.ts'
import { takeLockOf } from '../db/locks.ts'

/**
 * What all lists of the city tell of a number, found by the hash that only the system compares. A member is told of other
 * units the bare fact and its time.
 */
interface Remembered {
  taskId: string
  rungAt: string | null
  notBefore: string | null
  answeredAt: string | null
  goneAt: string | null
}

/** By task: what is remembered of its number. */
export async function memoriesOf(db: Db, taskIds: readonly string[], now: Date): Promise<Map<string, NumberMemory>> {
  const { rungUntil } = offerBounds(now.getTime())
  // What an earlier list told is copied into a later one: only a task that was called itself tells something.
  const rows = await rowsOf<Remembered>(
    db,
    sql`
      select t.id as "taskId",
        max(o.rung_at) filter (where o.rung_at <= ${rungUntil}) as "rungAt",
        max(o.next_call_at) filter (where o.id <> t.id) as "notBefore",
        max(o.last_attempt_at) filter (where o.id <> t.id and o.attempt_count > 0
          and o.last_outcome = any(${sql.param(ANSWERED)}::text[]) and o.last_attempt_at <= ${rungUntil}) as "answeredAt",
        max(o.last_attempt_at) filter (where o.id <> t.id and o.attempt_count > 0
          and o.last_outcome = any(${sql.param(GONE)}::text[]) and o.last_attempt_at <= ${rungUntil}) as "goneAt"
      from tasks t join tasks o on o.phone_hash = t.phone_hash
      where t.id = any(${sql.param(taskIds)}::uuid[]) group by t.id`,
  )
  return new Map(rows.map(({ taskId, ...told }) => [taskId, memoryOf(told)]))
}

const memoryOf = ({ rungAt, notBefore, answeredAt, goneAt }: Omit<Remembered, 'taskId'>): NumberMemory => ({
  rungAt: momentOf(rungAt),
  notBefore: momentOf(notBefore),
  answeredAt: momentOf(answeredAt),
  goneAt: momentOf(goneAt),
})

const momentOf = (text: string | null) => (text === null ? null : new Date(text))

/** The same of one task. */
export async function memoryOfNumber(db: Db, task: Pick<TaskRow, 'id'>, now: Date): Promise<NumberMemory> {
  return (await memoriesOf(db, [task.id], now)).get(task.id) ?? NOTHING_REMEMBERED
}

/** Nobody else asks about this number until the transaction ends: two lists may name it, and two callers each hold one. */
export const lockNumber = (db: Db, { phoneHash }: Pick<TaskRow, 'phoneHash'>): Promise<void> =>
  takeLockOf(db, 'number', phoneHash)

/** The newest of what other lists tell, as the card says it. */
export function factOf({ notBefore, answeredAt, goneAt }: NumberMemory, now: Date): NumberFact | null {
  const facts: { kind: NumberFact['kind']; at: Date | null }[] = [
    { kind: 'gone', at: goneAt },
    { kind: 'answered', at: answeredAt },
  ]
  if (notBefore !== null && notBefore > now) return { kind: 'agreed', at: notBefore.toISOString() }
  const told = facts.flatMap(({ kind, at }) => (at === null ? [] : [{ kind, at }])).sort((a, b) => +b.at - +a.at)
  const [newest] = told
  return newest ? { kind: newest.kind, at: newest.at.toISOString() } : null
}
