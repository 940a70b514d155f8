import type { RuleProgress } from '../../contract/tasks.ts'
import { evaluateRule, type RuleAnswer } from '../../domain/test-rule.ts'
import type { SampleRow } from '../test-results/samples-of.ts'
import type { BatchRow, TaskRow } from './task-scope.ts'

/** How far the batch's rule is met by these samples at this moment. */
export function askRule(
  batch: BatchRow,
  task: Pick<TaskRow, 'arrivedAt'>,
  samples: readonly SampleRow[],
  now: Date,
): RuleAnswer {
  return evaluateRule(batch.rule, {
    now: now.toISOString(),
    arrivedOn: task.arrivedAt?.toISOString() ?? null,
    samples: samples.map(({ id, sampledAt, result }) => ({ id, sampledAt: sampledAt.toISOString(), result })),
  })
}

export function progressOf(batch: BatchRow, task: TaskRow, samples: readonly SampleRow[], now: Date): RuleProgress {
  const answer = askRule(batch, task, samples, now)
  return {
    ruleName: batch.ruleName,
    have: batch.rule.tests - answer.missing,
    need: batch.rule.tests,
    text: answer.text,
    nextSampleAt: answer.nextDueAt,
    over: answer.over,
  }
}
