import { asc, eq, or, sql } from 'drizzle-orm'
import { rowsOf, type Db } from '../db/db.ts'
import { prepared } from '../db/prepared.ts'
import { sampleAssignments, staff, subjects, testResults } from '../db/schema/index.ts'
import type { TaskRow } from '../access/task-scope.ts'

export type SampleRow = typeof testResults.$inferSelect

export type Person = Pick<typeof subjects.$inferSelect, 'id' | 'taskId' | 'position' | 'idHash'>

/** A sample that speaks of a task. */
export type OwnSample = SampleRow & {
  /** Index among its people; null where a phone alone cannot tell whose it is. */
  subject: number | null
  /** Indexes of those it may be of, where the lab does not tell. */
  candidates: readonly number[]
  /** What somebody who asked them said. */
  assigned: Assignment | null
}

export type Assignment = Pick<typeof sampleAssignments.$inferSelect, 'taskId' | 'sampleId' | 'subjectId' | 'at'> & {
  by: string
}

/** Whether it is still to be asked whose this sample is. */
export const isOpen = ({ subject, candidates, assigned }: OwnSample): boolean =>
  subject === null && assigned === null && candidates.length > 0

/** Whether somebody said that this sample is nobody's here. */
export const isNobodys = ({ subject, assigned }: OwnSample): boolean => subject === null && assigned !== null

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
  const sampled = new Map(
    tasks.map((task): [string, Sampled] => {
      const own = peopleByTask.get(task.id) ?? []
      return [task.id, { people: own, samples: ownSamples(task, own, byKey, holders) }]
    }),
  )
  return withAssignments(db, sampled)
}

/** Puts in what people were told where the lab does not tell. */
async function withAssignments(db: Db, sampled: Map<string, Sampled>): Promise<Map<string, Sampled>> {
  const asking = [...sampled].filter(([, { samples }]) => samples.some(isOpen))
  if (asking.length === 0) return sampled
  const taskIds = asking.map(([taskId]) => taskId)
  const assignments = groupBy(await listAssignments(db, taskIds), ({ taskId }) => taskId)
  for (const [taskId, { people, samples }] of asking) {
    const own = new Map(assignments.get(taskId)?.map(one => [one.sampleId, one]))
    sampled.set(taskId, { people, samples: samples.map(sample => assignedSample(sample, people, own.get(sample.id))) })
  }
  return sampled
}

function assignedSample(sample: OwnSample, people: readonly Person[], assigned: Assignment | undefined): OwnSample {
  if (!assigned || !isOpen(sample)) return sample
  const index = people.findIndex(person => person.id === assigned.subjectId)
  return { ...sample, assigned, subject: index < 0 ? null : index }
}

function listAssignments(db: Db, taskIds: readonly string[]): Promise<Assignment[]> {
  const { taskId, sampleId, subjectId, at, staffId } = sampleAssignments
  return db
    .select({ taskId, sampleId, subjectId, at, by: staff.name })
    .from(sampleAssignments)
    .innerJoin(staff, eq(staff.id, staffId))
    .where(sql`${taskId} = any(${sql.param(taskIds)}::uuid[])`)
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
    (idHash === null ? [] : (byId.get(idHash) ?? [])).map(sample => ({
      ...sample,
      subject,
      candidates: [],
      assigned: null,
    })),
  )
  const isElsewhere = ({ idHash }: SampleRow) =>
    idHash !== null &&
    (holders.get(idHash) ?? []).some(holder => !holder.phoneHashes.some(hash => phoneHashes.includes(hash)))
  const named = new Set(byIdNumber.map(sample => sample.id))
  const byNumber = phoneHashes
    .flatMap(hash => byPhone.get(hash) ?? [])
    .filter(sample => !named.has(sample.id) && !isElsewhere(sample))
    .map(sample => ({ ...sample, assigned: null, ...ownersOf(sample, people) }))
  return [...byIdNumber, ...new Map(byNumber.map(sample => [sample.id, sample])).values()].sort(
    (a, b) => a.sampledAt.getTime() - b.sampledAt.getTime(),
  )
}

/**
 * By phone alone a sample is somebody's only where one person stands behind the number and no ID number speaks against it;
 * of several it may be everybody's whose ID number does not speak against it.
 */
function ownersOf({ idHash }: SampleRow, people: readonly Person[]): Pick<OwnSample, 'subject' | 'candidates'> {
  const candidates = [...people.keys()].filter(i => idHash === null || people[i]?.idHash === null)
  if (people.length > 1) return { subject: null, candidates }
  return { subject: people.length === 0 || candidates.length === 1 ? 0 : null, candidates: [] }
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
