import type { RuleProgress } from '../../contract/tasks.ts'
import { askRule, type Sampled } from '../../domain/lab/people-rule.ts'
import type { BatchRow, TaskRow } from '../access/task-scope.ts'

/** How far the rule of a task's batch is met, in the words of the card. */
export function progressOf(batch: BatchRow, task: TaskRow, sampled: Sampled, now: Date): RuleProgress {
  const answer = askRule(batch.rule, task.arrivedAt, sampled, now)
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
