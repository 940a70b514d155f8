import { eq } from 'drizzle-orm'
import type { RuleAnswer } from '../../domain/test-rule.ts'
import { only, type Db } from '../db/db.ts'
import { batches, subjects, type tasks } from '../db/schema/index.ts'
import { changeTask } from '../tasks/change-task.ts'
import { exemptReason } from '../tasks/event-text.ts'
import { askRule } from '../tasks/rule-progress.ts'
import { statusByWork } from '../tasks/status-by-work.ts'
import type { BatchRow, TaskRow } from '../tasks/task-scope.ts'
import { samplesOf, type SampleRow } from './samples-of.ts'

type SubjectRow = typeof subjects.$inferSelect

/**
 * Asks the batch's rule with what the lab says now and writes down what changed: a task whose rule is met closes and keeps
 * which samples did it; one whose sample was withdrawn opens again; a positive is raised and never closes anything.
 * A phone alone does not close a task of several people. The task must be locked. Answers with the row as it is then.
 */
export async function matchTask(tx: Db, task: TaskRow, now: Date): Promise<TaskRow> {
  const batch = only(await tx.select().from(batches).where(eq(batches.id, task.batchId)))
  const people = await tx.select().from(subjects).where(eq(subjects.taskId, task.id))
  const samples = await samplesOf(tx, task, people)
  const answer = askPeople(batch, task, people, samples, now)
  const testsHave = batch.rule.tests - answer.missing
  const matched = task.matchedAt !== null
  const [positive] = answer.positive
  if (positive !== undefined && (matched || task.positiveAt === null)) {
    const patch = { ...unmatch(task), positiveAt: now, testsHave }
    return changeTask(tx, task, patch, { kind: 'positive_found', at: now, data: { sampleId: positive } })
  }
  const withdrawn = matched && task.matchedBy?.some(id => !counts(samples, id))
  if (answer.matched && (!matched || withdrawn)) return close(tx, task, answer.satisfiedBy, samples, testsHave, now)
  if (withdrawn) {
    return changeTask(tx, task, { ...unmatch(task), testsHave }, { kind: 'task_unmatched', at: now })
  }
  if (!matched && testsHave !== task.testsHave) {
    return changeTask(tx, task, { testsHave }, { kind: 'task_sampled', at: now })
  }
  return task
}

/** One person is asked with every sample of the number; several each with those that name them by ID number. */
function askPeople(
  batch: BatchRow,
  task: TaskRow,
  people: readonly SubjectRow[],
  samples: readonly SampleRow[],
  now: Date,
): RuleAnswer {
  const together = askRule(batch, task, samples, now)
  if (people.length <= 1) return together
  const answers = people.map(({ idHash }) =>
    askRule(batch, task, idHash === null ? [] : samples.filter(sample => sample.idHash === idHash), now),
  )
  const furthest = answers.reduce((best, answer) => (answer.missing < best.missing ? answer : best))
  const { positive } = together
  return { ...furthest, positive, matched: furthest.matched && positive.length === 0 }
}

const counts = (samples: readonly SampleRow[], id: string) =>
  samples.some(sample => sample.id === id && sample.result === 'negative')

function close(
  tx: Db,
  task: TaskRow,
  satisfiedBy: readonly string[],
  samples: readonly SampleRow[],
  testsHave: number,
  now: Date,
): Promise<TaskRow> {
  const sites = samples.filter(sample => satisfiedBy.includes(sample.id)).map(sample => sample.source)
  const closedReason = `核酸已匹配（${[...new Set(sites)].join('、')}）`
  const matched = { status: 'closed' as const, matchedAt: now, matchedBy: [...satisfiedBy], testsHave }
  const patch = { ...matched, closedAt: now, closedReason, leaseStaffId: null, leaseUntil: null }
  return changeTask(tx, task, patch, { kind: 'task_matched', at: now, data: { samples: satisfiedBy.length } })
}

/** Back to where the people's work had brought the task; one that is exempt stays closed for that. */
function unmatch(task: TaskRow): Partial<typeof tasks.$inferInsert> {
  if (task.matchedAt === null) return {}
  const open = { matchedAt: null, matchedBy: null }
  if (task.exempt !== null) return { ...open, closedReason: exemptReason(task.exempt) }
  return { ...open, status: statusByWork(task), closedAt: null, closedReason: null }
}
