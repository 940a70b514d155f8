import { sql } from 'drizzle-orm'
import { decideMatch, type LabDecision } from '../../domain/lab/decide-match.ts'
import type { Db } from '../db/db.ts'
import { inParts } from '../db/in-parts.ts'
import { statement } from '../db/prepared.ts'
import { batches } from '../db/schema/index.ts'
import { appendEvents } from '../journal/append-event.ts'
import { raiseAlert } from '../journal/raise-alert.ts'
import type { BatchRow, TaskRow } from '../access/task-scope.ts'
import { sampledOf, type Sampled } from './samples-of.ts'

/**
 * Asks the rules of these tasks with what the lab says now and writes down what changed. The tasks must be locked.
 * `news`: rows of the lab that have just come. Answers with those that changed, as they are then.
 */
export async function matchTasks(
  tx: Db,
  locked: readonly TaskRow[],
  now: Date,
  news?: ReadonlySet<string>,
): Promise<TaskRow[]> {
  const changed: TaskRow[] = []
  for (const some of inParts(locked)) {
    changed.push(...(await decide(tx, some, await askLab(tx, some), { now, news })))
  }
  return changed
}

/** The same for one task, with what `askLab` answered about it if it was asked before. Answers with the row as it is then. */
export async function matchTask(tx: Db, task: TaskRow, now: Date, lab?: Lab): Promise<TaskRow> {
  const [changed] = await decide(tx, [task], lab ?? (await askLab(tx, [task])), { now })
  return changed ?? task
}

/** What the rules of these tasks are asked with. */
export interface Lab {
  batches: readonly BatchRow[]
  sampled: ReadonlyMap<string, Sampled>
}

/** Reads what the rules of these tasks are asked with; nothing of it is changed by work on the tasks. */
export async function askLab(tx: Db, tasks: readonly TaskRow[]): Promise<Lab> {
  const batchIds = [...new Set(tasks.map(task => task.batchId))]
  const [ofTasks, sampled] = await Promise.all([findBatches(tx, batchIds), sampledOf(tx, tasks)])
  return { batches: ofTasks, sampled }
}

type Change = LabDecision & { task: TaskRow }

async function decide(
  tx: Db,
  some: readonly TaskRow[],
  lab: Lab,
  { now, news }: { now: Date; news?: ReadonlySet<string> | undefined },
): Promise<TaskRow[]> {
  const batchOf = new Map(lab.batches.map(batch => [batch.id, batch]))
  const changes = some.flatMap((task): Change[] => {
    const batch = batchOf.get(task.batchId)
    const own = lab.sampled.get(task.id)
    const decision = batch && own ? decideMatch(task, { rule: batch.rule, sampled: own, now, news }) : null
    return decision ? [{ ...decision, task }] : []
  })
  if (changes.length === 0) return []
  await raiseAlerts(tx, changes, now)
  return writeChanges(tx, changes, now)
}

const batchesById = statement('find_batches', (db, name) =>
  db
    .select()
    .from(batches)
    .where(sql`${batches.id} = any(${sql.placeholder('ids')}::uuid[])`)
    .prepare(name),
)

const findBatches = (tx: Db, ids: string[]): Promise<BatchRow[]> => batchesById(tx).execute({ ids })

async function raiseAlerts(tx: Db, changes: readonly Change[], now: Date): Promise<void> {
  const found = changes.filter(({ event }) => event.kind === 'positive_found')
  const alertOf = ({ task }: Change) => ({ kind: 'positive' as const, unitId: task.unitId, taskId: task.id, at: now })
  await raiseAlert(tx, ...found.map(alertOf))
}

async function writeChanges(tx: Db, changes: readonly Change[], now: Date): Promise<TaskRow[]> {
  const rows = changes.map(({ task, state }) => ({ id: task.id, ...state }))
  await tx.execute(sql`
    update tasks t set version = t.version + 1, status = n.status, matched_at = n."matchedAt",
      matched_by = n."matchedBy", positive_at = n."positiveAt", closed_at = n."closedAt",
      closed_reason = n."closedReason", tests_have = n."testsHave", lease_staff_id = n."leaseStaffId",
      lease_until = n."leaseUntil"
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as n(
      id uuid, status text, "matchedAt" timestamptz, "matchedBy" text[], "positiveAt" timestamptz,
      "closedAt" timestamptz, "closedReason" text, "testsHave" smallint, "leaseStaffId" uuid, "leaseUntil" timestamptz)
    where t.id = n.id`)
  await appendEvents(
    tx,
    ...changes.map(({ task, event }) => ({
      ...event,
      at: now,
      taskId: task.id,
      taskVersion: task.version + 1,
      batchId: task.batchId,
      unitId: task.unitId,
    })),
  )
  return changes.map(({ task, state }) => ({ ...task, ...state, version: task.version + 1 }))
}
