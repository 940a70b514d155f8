import type { RuleProgress } from '../../contract/tasks.ts'
import { evaluateRule, type RuleAnswer } from '../../domain/lab/rule.ts'
import { isOpen } from '../../domain/lab/whose-sample.ts'
import type { Sampled } from '../test-results/samples-of.ts'
import type { BatchRow, TaskRow } from '../access/task-scope.ts'

/** What the rule says of everybody behind a number. */
export interface PeopleAnswer extends RuleAnswer {
  /** Samples of the last days that came by phone alone, so that nobody knows whose they are. */
  unsure: number
}

/**
 * How far the batch's rule is met by everybody behind the number at this moment: several people match when each of them
 * does, by samples that are surely theirs. The one who lacks most speaks for all.
 */
export function askRule(
  batch: Pick<BatchRow, 'rule'>,
  task: Pick<TaskRow, 'arrivedAt'>,
  { people, samples }: Sampled,
  now: Date,
): PeopleAnswer {
  const ask = (subject: number) =>
    evaluateRule(batch.rule, {
      now: now.toISOString(),
      arrivedOn: task.arrivedAt?.toISOString() ?? null,
      samples: samples
        .filter(sample => sample.subject === subject)
        .map(({ id, sampledAt, result }) => ({ id, sampledAt: sampledAt.toISOString(), result })),
    })
  const answers = Array.from({ length: Math.max(people.length, 1) }, (_, subject) => ask(subject))
  const unsure = samples.filter(sample => isOpen(sample) && sample.result !== 'void').length
  return { ...joinAnswers(answers), unsure }
}

function joinAnswers(answers: readonly RuleAnswer[]): RuleAnswer {
  const worst = answers.reduce((a, b) =>
    b.positive.length > 0 || (!a.positive.length && b.missing > a.missing) ? b : a,
  )
  return {
    ...worst,
    matched: answers.every(answer => answer.matched),
    satisfiedBy: [...new Set(answers.flatMap(answer => answer.satisfiedBy))],
    pending: [...new Set(answers.flatMap(answer => answer.pending))],
    positive: [...new Set(answers.flatMap(answer => answer.positive))],
  }
}

export function progressOf(batch: BatchRow, task: TaskRow, sampled: Sampled, now: Date): RuleProgress {
  const answer = askRule(batch, task, sampled, now)
  const several = sampled.people.length > 1 ? `${sampled.people.length} 人共用号码，每人都要够：` : ''
  const whose = answer.unsure > 0 && !answer.matched ? `；有 ${answer.unsure} 份样本不知是谁的，请问清` : ''
  return {
    ruleName: batch.ruleName,
    have: batch.rule.tests - answer.missing,
    need: batch.rule.tests,
    text: `${several}${answer.text}${whose}`,
    nextSampleAt: answer.nextDueAt,
    over: answer.over,
  }
}
