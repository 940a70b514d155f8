import { asc, eq, or, sql } from 'drizzle-orm'
import * as whose from '../../domain/lab/whose-sample.ts'
import { rowsOf, type Db } from '../db/db.ts'
import { statement } from '../db/prepared.ts'
import { sampleAssignments, staff, subjects, testResults } from '../db/schema/index.ts'
import type { TaskRow } from '../access/task-scope.ts'

export type SampleRow = typeof testResults.$inferSelect

export type Person = Pick<typeof subjects.$inferSelect, 'id' | 'taskId' | 'position' | 'idHash'>

/** A sample that speaks of a task, with what was answered by whom. */
export type OwnSample = whose.OwnSample<SampleRow, Assignment>

type Assignment = Pick<typeof sampleAssignments.$inferSelect, 'taskId' | 'sampleId' | 'subjectId' | 'at'> & {
  by: string
}

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
  const index = whose.indexSamples(samples)
  const peopleByTask = whose.groupBy(people, person => person.taskId)
  const sampled = new Map(
    tasks.map((task): [string, Sampled] => {
      const own = peopleByTask.get(task.id) ?? []
      return [task.id, { people: own, samples: whose.ownSamples({ ...task, people: own }, index, holders) }]
    }),
  )
  return withAssignments(db, sampled)
}

/** Puts in what people were told where the lab does not tell. */
async function withAssignments(db: Db, sampled: Map<string, Sampled>): Promise<Map<string, Sampled>> {
  const asking = [...sampled].filter(([, { samples }]) => samples.some(whose.isOpen))
  if (asking.length === 0) return sampled
  const taskIds = asking.map(([taskId]) => taskId)
  const assignments = whose.groupBy(await listAssignments(db, taskIds), ({ taskId }) => taskId)
  for (const [taskId, { people, samples }] of asking) {
    const own = new Map(assignments.get(taskId)?.map(one => [one.sampleId, one]))
    sampled.set(taskId, { people, samples: whose.withAnswers(samples, people, own) })
  }
  return sampled
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

const peopleOfTasks = statement('people_of_tasks', (db, name) =>
  db
    .select({ id: subjects.id, taskId: subjects.taskId, position: subjects.position, idHash: subjects.idHash })
    .from(subjects)
    .where(OF_TASKS)
    .orderBy(asc(subjects.taskId), asc(subjects.position))
    .prepare(name),
)

function peopleOf(db: Db, tasks: readonly Pick<TaskRow, 'id'>[]): Promise<Person[]> {
  return peopleOfTasks(db).execute({ taskIds: tasks.map(task => task.id) })
}

const samplesOfTasks = statement('samples_of_tasks', (db, name) =>
  db
    .select()
    .from(testResults)
    .where(
      or(
        sql`${testResults.phoneHash} = any(${sql.placeholder('phones')}::text[])`,
        sql`${testResults.idHash} = any(array(
          select ${subjects.idHash} from ${subjects} where ${OF_TASKS} and ${subjects.idHash} is not null))`,
      ),
    )
    .orderBy(asc(testResults.sampledAt), asc(testResults.id))
    .prepare(name),
)

/** By the numbers of the tasks and the ID numbers of their people; as an array, so that both indexes are used. */
function listSamples(db: Db, tasks: readonly Pick<TaskRow, 'id' | 'phoneHashes'>[]): Promise<SampleRow[]> {
  return samplesOfTasks(db).execute({
    taskIds: tasks.map(task => task.id),
    phones: tasks.flatMap(task => task.phoneHashes),
  })
}

/** With which phone numbers the ID numbers of these samples, or of what other systems say, stand on lists. */
export async function listHolders(
  db: Db,
  samples: readonly Pick<whose.KeyedSample, 'phoneHash' | 'idHash'>[],
): Promise<whose.Holders> {
  const ids = [...new Set(samples.flatMap(sample => (sample.phoneHash === null ? [] : (sample.idHash ?? []))))]
  if (ids.length === 0) return new Map()
  const rows = await rowsOf<{ idHash: string; phoneHashes: string[] }>(
    db,
    sql`
      select s.id_hash as "idHash", t.phone_hashes as "phoneHashes" from subjects s join tasks t on t.id = s.task_id
      where s.id_hash = any(${sql.param(ids)}::text[])`,
  )
  return whose.groupBy(rows, row => row.idHash)
}
