import { eq } from 'drizzle-orm'
import { only, type Db } from '../db/db.ts'
import { batches, subjects } from '../db/schema/index.ts'
import { changeTask } from '../tasks/change-task.ts'
import { askRule } from '../tasks/rule-progress.ts'
import type { TaskRow } from '../tasks/task-scope.ts'
import { samplesOf, type SampleRow } from './samples-of.ts'

/**
 * Asks the batch's rule with what the lab says now and writes down what changed: a task whose rule is met closes and keeps
 * which samples did it; one whose sample was withdrawn opens again; a positive is raised and never closes anything.
 * A phone alone does not close a task of several people. The task must be locked. Answers with the row as it is then.
 */
export async function matchTask(tx: Db, task: TaskRow, now: Date): Promise<TaskRow> {
  const batch = only(await tx.select().from(batches).where(eq(batches.id, task.batchId)))
  const people = await tx.select().from(subjects).where(eq(subjects.taskId, task.id))
  const samples = await samplesOf(tx, task, people)
  const answer = askRule(batch, task, samples, now)
  const testsHave = batch.rule.tests - answer.missing
  const positive = samples.find(sample => answer.positive.includes(sample.id))
  if (positive && task.positiveAt === null) {
    return changeTask(
      tx,
      task,
      { ...unmatch(task), positiveAt: now, testsHave },
      { kind: 'positive_found', at: now, data: { sampleId: positive.id } },
    )
  }
  const certain = people.length <= 1 || countsForOne(samples, answer.satisfiedBy)
  if (answer.matched && certain && task.matchedAt === null)
    return close(tx, task, answer.satisfiedBy, samples, testsHave, now)
  if (task.matchedAt !== null && task.matchedBy?.some(id => withdrawn(samples, id))) {
    return changeTask(tx, task, { ...unmatch(task), testsHave }, { kind: 'task_unmatched', at: now })
  }
  if (task.matchedAt === null && testsHave !== task.testsHave) {
    return changeTask(tx, task, { testsHave }, { kind: 'task_sampled', at: now })
  }
  return task
}

/** Where several people share the number, only samples that name one of them by ID number count. */
function countsForOne(samples: readonly SampleRow[], ids: readonly string[]): boolean {
  const persons = new Set(samples.filter(sample => ids.includes(sample.id)).map(sample => sample.idHash))
  return persons.size === 1 && !persons.has(null)
}

const withdrawn = (samples: readonly SampleRow[], id: string) =>
  !samples.some(sample => sample.id === id && sample.result === 'negative')

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

/** Back to where the people's work had brought the task. */
function unmatch(task: TaskRow) {
  const status = task.recordedAt ? 'recorded' : task.reportedAt ? 'reported' : 'to_call'
  return task.matchedAt === null
    ? {}
    : ({ status, matchedAt: null, matchedBy: null, closedAt: null, closedReason: null } as const)
}
