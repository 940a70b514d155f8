import type { RuleSetting } from '../../contract/rules.ts'
import type { TestResultCode } from '../../contract/test-results.ts'
import { evaluateRule, type RuleAnswer } from './rule.ts'
import { isOpen, type KeyedPerson, type Ownership } from './whose-sample.ts'

/** A sample of a task as its rule sees it. */
export interface LabSample extends Ownership {
  readonly id: string
  readonly sampledAt: Date
  readonly result: TestResultCode
}

/** The people behind a task's number and what the lab says of them, oldest first. */
export interface Sampled<S extends LabSample = LabSample> {
  readonly people: readonly KeyedPerson[]
  readonly samples: readonly S[]
}

/** What the rule says of everybody behind a number. */
export interface PeopleAnswer extends RuleAnswer {
  /** Samples that came by phone alone, so that nobody knows whose they are. */
  readonly unsure: number
}

/**
 * How far a rule is met by everybody behind the number at this moment: several people match when each of them does, by
 * samples that are surely theirs. The one who lacks most speaks for all.
 */
export function askRule(
  rule: RuleSetting,
  arrivedAt: Date | null,
  { people, samples }: Sampled,
  now: Date,
): PeopleAnswer {
  const ask = (subject: number) =>
    evaluateRule(rule, {
      now: now.toISOString(),
      arrivedOn: arrivedAt?.toISOString() ?? null,
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
