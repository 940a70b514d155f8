import { and, desc, eq, inArray, ne, sql } from 'drizzle-orm'
import type { Work } from '../act.ts'
import type { ReadReport } from '../../contract/report-fields.ts'
import type { FoundTasks, MatchTask } from '../../domain/tasks/match-report.ts'
import { codesNear, isTaskCodeValid, normalizeTaskCode } from '../../domain/tasks/task-code.ts'
import type { Db } from '../db/db.ts'
import { batches, subjects, tasks, units } from '../db/schema/index.ts'
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
  phoneHash: string | null
  tailHash: string | null
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
  const keys = reads.map(read => keysOf(sealer, read))
  const found = await withPeople(sealer, db, await lookUp(db, communityIds, keys))
  const byCode = groupBy(found, ({ row }) => [row.code])
  const byPhone = groupBy(found, ({ row }) => row.phoneHashes)
  const byTail = groupBy(found, ({ row }) => [row.tailHash])
  return keys.map(({ code, nearCodes, phoneHash, tailHash, compared }) => ({
    compared,
    byCode: (code && byCode.get(code)) || [],
    byNearCode: nearCodes.flatMap(near => byCode.get(near) ?? []),
    byPhone: (phoneHash && byPhone.get(phoneHash)) || [],
    byTail: (tailHash && byTail.get(tailHash)) || [],
  }))
}

function keysOf(sealer: Sealer, { code, phone, phoneTail, compared }: Told): Keys {
  const normal = code === null ? null : normalizeTaskCode(code)
  const number = phone === null || !compared ? null : numberOf(phone)
  return {
    code: normal !== null && isTaskCodeValid(normal) ? normal : null,
    nearCodes: normal === null ? [] : codesNear(normal),
    phoneHash: number === null ? null : sealer.hash('phone', number),
    compared,
    tailHash: phoneTail && phoneTail.length >= 4 ? sealer.hash('phone_tail', phoneTail.slice(-4)) : null,
  }
}

function lookUp(db: Db, communityIds: readonly string[], keys: readonly Keys[]) {
  const all = (pick: (key: Keys) => string | null) => [...new Set(keys.flatMap(key => pick(key) ?? []))]
  const [phones, tails] = [all(key => key.phoneHash), all(key => key.tailHash)]
  const codes = [...new Set([...all(key => key.code), ...keys.flatMap(key => key.nearCodes)])]
  return db
    .select({ row: tasks, unitName: units.name, batchStatus: batches.status })
    .from(tasks)
    .innerJoin(units, eq(units.id, tasks.unitId))
    .innerJoin(batches, eq(batches.id, tasks.batchId))
    .where(
      and(
        sql`${tasks.unitId} = any(${sql.param(communityIds)}::uuid[])`,
        ne(batches.status, 'rolled_back'),
        sql`(${tasks.code} = any(${sql.param(codes)}::text[]) or ${tasks.phoneHashes} && ${sql.param(phones)}::text[]
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
