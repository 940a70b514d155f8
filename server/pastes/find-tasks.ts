import { and, desc, eq, inArray, ne, sql } from 'drizzle-orm'
import type { Work } from '../act.ts'
import type { ReadReport } from '../../contract/report-fields.ts'
import type { FoundTasks, MatchTask } from '../../domain/tasks/match-report.ts'
import { codesNear, isTaskCodeValid, normalizeTaskCode } from '../../domain/tasks/task-code.ts'
import type { Db } from '../db/db.ts'
import { batches, subjects, tasks, units } from '../db/schema/index.ts'
import { numberLookup, tailLookup } from '../privacy/lookups.ts'
import { numberOf } from './guesses-of.ts'
import type { Sealer } from '../privacy/sealer.ts'
import type { TaskRow } from '../access/task-scope.ts'
import { openName, openPhone } from '../tasks/sealed-task.ts'

type SubjectRow = typeof subjects.$inferSelect

/** A task with what tells it apart, in clear; never leaves the server. */
export interface KnownTask extends MatchTask {
  row: TaskRow
  unitName: string
  people: SubjectRow[]
}

/** A reading, and whether what it says of hidden values may be compared. */
export interface Told extends Pick<ReadReport, 'code' | 'phone' | 'phoneTail'> {
  compared: boolean
}

/** What each reading can be looked up by. */
interface Keys {
  code: string | null
  /** At most five, where the code told is wrong. */
  nearCodes: string[]
  /** One for each community asked about. */
  numbers: string[]
  tails: string[]
  compared: boolean
}

/**
 * Looks up all readings of one paste at once, within these communities: a foreign task is not even read. Names are
 * opened only of the tasks found.
 */
export async function findTasks(
  work: Work,
  communityIds: readonly string[],
  reads: readonly Told[],
): Promise<FoundTasks<KnownTask>[]> {
  const { sealer, db } = work
  const keys = reads.map(read => keysOf(sealer, communityIds, read))
  const found = await withPeople(sealer, db, await lookUp(db, communityIds, keys))
  const byCode = groupBy(found, ({ row }) => [row.code])
  const byPhone = groupBy(found, ({ row }) => row.lookups)
  const byTail = groupBy(found, ({ row }) => [row.tailHash])
  return keys.map(({ code, nearCodes, numbers, tails, compared }) => ({
    compared,
    byCode: (code && byCode.get(code)) || [],
    byNearCode: nearCodes.flatMap(near => byCode.get(near) ?? []),
    byPhone: numbers.flatMap(number => byPhone.get(number) ?? []),
    byTail: tails.flatMap(tail => byTail.get(tail) ?? []),
  }))
}

function keysOf(sealer: Sealer, communityIds: readonly string[], { code, phone, phoneTail, compared }: Told): Keys {
  const normal = code === null ? null : normalizeTaskCode(code)
  const number = phone === null || !compared ? null : numberOf(phone)
  return {
    code: normal !== null && isTaskCodeValid(normal) ? normal : null,
    nearCodes: normal === null ? [] : codesNear(normal),
    numbers: number === null ? [] : communityIds.map(unitId => numberLookup(sealer, unitId, number)),
    tails: phoneTail && phoneTail.length >= 4 ? communityIds.map(unitId => tailLookup(sealer, unitId, phoneTail)) : [],
    compared,
  }
}

function lookUp(db: Db, communityIds: readonly string[], keys: readonly Keys[]) {
  const all = (pick: (key: Keys) => readonly string[]) => [...new Set(keys.flatMap(pick))]
  const [numbers, tails] = [all(key => key.numbers), all(key => key.tails)]
  const codes = all(({ code, nearCodes }) => (code === null ? nearCodes : [code, ...nearCodes]))
  return db
    .select({ row: tasks, unitName: units.name, batchStatus: batches.status })
    .from(tasks)
    .innerJoin(units, eq(units.id, tasks.unitId))
    .innerJoin(batches, eq(batches.id, tasks.batchId))
    .where(
      and(
        sql`${tasks.unitId} = any(${sql.param(communityIds)}::uuid[])`,
        ne(batches.status, 'rolled_back'),
        sql`(${tasks.code} = any(${sql.param(codes)}::text[]) or ${tasks.lookups} && ${sql.param(numbers)}::text[]
          or ${tasks.tailHash} = any(${sql.param(tails)}::text[]))`,
      ),
    )
    .orderBy(desc(tasks.serial))
}

async function withPeople(sealer: Sealer, db: Db, found: Awaited<ReturnType<typeof lookUp>>): Promise<KnownTask[]> {
  const ids = found.map(({ row }) => row.id)
  const people = ids.length === 0 ? [] : await db.select().from(subjects).where(inArray(subjects.taskId, ids))
  const byTask = groupBy(people, person => [person.taskId])
  return found.map(({ row, unitName, batchStatus }) => {
    const own = byTask.get(row.id) ?? []
    return {
      id: row.id,
      unitId: row.unitId,
      phone: openPhone(sealer, row).replace(/\D/g, ''),
      names: own.flatMap(person => openName(sealer, row, person) ?? []),
      open: row.status !== 'closed' && batchStatus === 'open',
      row,
      unitName,
      people: own,
    }
  })
}

/** Items under each of their keys, in their order. */
function groupBy<T>(items: readonly T[], keysOfItem: (item: T) => readonly string[]): Map<string, T[]> {
  const groups = new Map<string, T[]>()
  for (const item of items)
    for (const key of new Set(keysOfItem(item))) {
      const group = groups.get(key)
      if (group) group.push(item)
      else groups.set(key, [item])
    }
  return groups
}
