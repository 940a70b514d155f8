import { emptyReportFields, type ReportFields, type TestMention } from '../../contract/report-fields.ts'
import { dayAt } from '../../domain/time/clock.ts'
import { mayBeTheirs } from '../../domain/lab/whose-sample.ts'
import type { TaskRow } from '../access/task-scope.ts'
import type { Db } from '../db/db.ts'
import { sampledOf, type SampleRow } from './samples-of.ts'

/** The lab's samples that are or may be of these tasks' people, by task, to be shown beside what was told. */
export async function listSamples(db: Db, known: readonly Pick<TaskRow, 'id' | 'phoneHashes'>[]) {
  const sampled = await sampledOf(db, known)
  return new Map([...sampled].map(([taskId, { samples }]) => [taskId, samples.filter(mayBeTheirs)]))
}

/** A sample as what was told is compared with it. */
export const labSampleOf = ({ sampledAt, result }: SampleRow) => ({ sampledAt: sampledAt.toISOString(), result })

/** What the lab says in the shape of what is told, so that a test it knows is no news. */
export function toldByLab(samples: readonly SampleRow[]): ReportFields {
  const tests = samples.flatMap(({ sampledAt, result }): TestMention[] =>
    result === 'void' ? [] : [{ date: dayAt(sampledAt.toISOString()), result }],
  )
  return { ...emptyReportFields(), tests }
}
