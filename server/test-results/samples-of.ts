import { asc, or, sql } from 'drizzle-orm'
import { rowsOf, type Db } from '../db/db.ts'
import { prepared } from '../db/prepared.ts'
import { subjects, testResults } from '../db/schema/index.ts'
import type { TaskRow } from '../tasks/task-scope.ts'

export type SampleRow = typeof testResults.$inferSelect

export type Person = Pick<typeof subjects.$inferSelect, 'id' | 'taskId' | 'position' | 'idHash'>

/** A sample that speaks of a task; `subject` is the index among its people, null where a phone alone cannot tell whose it is. */
export type OwnSample = SampleRow & { subject: number | null }

export interface Sampled {
  people: readonly Person[]
  /** Oldest first. */
  samples: readonly OwnSample[]
}

/** The people behind each of these tasks and what the lab says of them, by task id. */
export async function sampledOf(
  db: Db,
  tasks: readonly Pick<TaskRow, 'id' | 'phoneHashes'>[],
): Promise<Map<string, Sampled>> {
  const [people, samples] = await Promise.all([peopleOf(db, tasks), listSamples(db, tasks)])
  const holders = await listHolders(db, samples)
  const byKey = groupSamples(samples)
  const peopleByTask = groupBy(people, person => person.taskId)
  return new Map(
    tasks.map(task => {
      const own = peopleByTask.get(task.id) ?? []
      return [task.id, { people: own, samples: ownSamples(task, own, byKey, holders) }]
    }),
  )
}

const OF_TASKS = sql`${subjects.taskId} = any(${sql.placeholder('taskIds')}::uuid[])`

function peopleOf(db: Db, tasks: readonly Pick<TaskRow, 'id'>[]): Promise<Person[]> {
  const { id, taskId, position, idHash } = subjects
  return prepared(db, 'people_of_tasks', name =>
    db
      .select({ id, taskId, position, idHash })
      .from(subjects)
      .where(OF_TASKS)
      .orderBy(asc(taskId), asc(position))
      .prepare(name),
  ).execute({ taskIds: tasks.map(task => task.id) })
}

/** By the numbers of the tasks and the ID numbers of their people; as an array, so that both indexes are used. */
function listSamples(db: Db, tasks: readonly Pick<TaskRow, 'id' | 'phoneHashes'>[]): Promise<SampleRow[]> {
  const { phoneHash, idHash, sampledAt, id } = testResults
  const idHashes = sql`array(select ${subjects.idHash} from ${subjects} where ${OF_TASKS} and ${subjects.idHash} is not null)`
  return prepared(db, 'samples_of_tasks', name =>
    db
      .select()
      .from(testResults)
      .where(or(sql`${phoneHash} = any(${sql.placeholder('phones')}::text[])`, sql`${idHash} = any(${idHashes})`))
      .orderBy(asc(sampledAt), asc(id))
      .prepare(name),
  ).execute({ taskIds: tasks.map(task => task.id), phones: tasks.flatMap(task => task.phoneHashes) })
}

/** With which phone numbers the ID numbers of these samples stand on lists. */
async function listHolders(db: Db, samples: readonly SampleRow[]): Promise<Holders> {
  const ids = [...new Set(samples.flatMap(sample => (sample.phoneHash === null ? [] : (sample.idHash ?? []))))]
  if (ids.length === 0) return new Map()
  const rows = await rowsOf<{ idHash: string; phoneHashes: string[] }>(
    db,
    sql`
      select s.id_hash as "idHash", t.phone_hashes as "phoneHashes" from subjects s join tasks t on t.id = s.task_id
      where s.id_hash = any(${sql.param(ids)}::text[])`,
  )
  return groupBy(rows, row => row.idHash)
}

type Holders = Map<string, { phoneHashes: readonly string[] }[]>
type SamplesByKey = { byPhone: Map<string, SampleRow[]>; byId: Map<string, SampleRow[]> }

function groupSamples(samples: readonly SampleRow[]): SamplesByKey {
  return {
    byPhone: groupBy(samples, sample => sample.phoneHash),
    byId: groupBy(samples, sample => sample.idHash),
  }
}

/** The ID number wins over the phone: a sample of somebody who is on a list with another number is not theirs. */
function ownSamples(
  { phoneHashes }: Pick<TaskRow, 'phoneHashes'>,
  people: readonly Person[],
  { byPhone, byId }: SamplesByKey,
  holders: Holders,
): OwnSample[] {
  const byIdNumber = people.flatMap(({ idHash }, subject) =>
    (idHash === null ? [] : (byId.get(idHash) ?? [])).map(sample => ({ ...sample, subject })),
  )
  const isElsewhere = ({ idHash }: SampleRow) =>
    idHash !== null &&
    (holders.get(idHash) ?? []).some(holder => !holder.phoneHashes.some(hash => phoneHashes.includes(hash)))
  const named = new Set(byIdNumber.map(sample => sample.id))
  const byNumber = phoneHashes
    .flatMap(hash => byPhone.get(hash) ?? [])
    .filter(sample => !named.has(sample.id) && !isElsewhere(sample))
    .map(sample => ({ ...sample, subject: isCertain(sample, people) ? 0 : null }))
  return [...byIdNumber, ...new Map(byNumber.map(sample => [sample.id, sample])).values()].sort(
    (a, b) => a.sampledAt.getTime() - b.sampledAt.getTime(),
  )
}

/** By phone alone a sample is somebody's only where one person stands behind the number and no ID number speaks against it. */
function isCertain(sample: SampleRow, people: readonly Person[]): boolean {
  const [first] = people
  return people.length <= 1 && !(sample.idHash !== null && first !== undefined && first.idHash !== null)
}

function groupBy<T>(rows: readonly T[], keyOf: (row: T) => string | null): Map<string, T[]> {
  const groups = new Map<string, T[]>()
  for (const row of rows) {
    const key = keyOf(row)
    if (key === null) continue
    const group = groups.get(key)
    if (group) group.push(row)
    else groups.set(key, [row])
  }
  return groups
}
