import type { TestResult } from '../../contract/test-results.ts'
import type { IntakeTask } from '../../domain/lists/collect-tasks.ts'
import type { Sample } from '../../domain/lab/rule.ts'
import { groupBy, indexSamples, ownSamples } from '../../domain/lab/whose-sample.ts'

/** A sample as the rule is asked with it, and whose it is among the task's people. */
export type TaskSample = Sample & { readonly subject: number | null }

/** What the lab says of each of these tasks, in their order; clear values stand where the server has hashes. */
export function samplesOfTasks(
  tasks: readonly Pick<IntakeTask, 'key' | 'alternatives' | 'subjects'>[],
  results: readonly TestResult[],
): TaskSample[][] {
  const households = tasks.map(task => ({
    phoneHashes: [task.key, ...task.alternatives],
    people: task.subjects.map(({ idNumber }, at) => ({ id: `${task.key} ${at}`, idHash: idNumber })),
  }))
  const standing = households.flatMap(one => one.people.map(({ idHash }) => ({ ...one, idHash })))
  const holders = groupBy(standing, one => one.idHash)
  const index = indexSamples(results.map(keyed))
  return households.map(one =>
    ownSamples(one, index, holders).map(({ id, result, sampledAt, subject }) => ({
      id,
      result,
      subject,
      sampledAt: sampledAt.toISOString(),
    })),
  )
}

const keyed = ({ id, phone, idNumber, sampledAt, result }: TestResult) => ({
  id,
  result,
  phoneHash: phone,
  idHash: idNumber,
  sampledAt: new Date(sampledAt),
})
