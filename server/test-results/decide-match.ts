import { localWords } from '../../domain/dates.ts'
import type { NewEvent } from '../journal/append-event.ts'
import { exemptReason } from '../tasks/event-text.ts'
import { askRule, type PeopleAnswer } from '../tasks/rule-progress.ts'
import { statusByWork } from '../tasks/status-by-work.ts'
import type { BatchRow, TaskRow } from '../access/task-scope.ts'
import { isNobodys, isOpen } from '../../domain/lab/whose-sample.ts'
import type { OwnSample, Sampled } from './samples-of.ts'

/** The part of a task that the lab decides about. */
export type LabState = Pick<
  TaskRow,
  | 'status'
  | 'matchedAt'
  | 'matchedBy'
  | 'positiveAt'
  | 'closedAt'
  | 'closedReason'
  | 'testsHave'
  | 'leaseStaffId'
  | 'leaseUntil'
>

export interface Decision {
  state: LabState
  event: Pick<NewEvent, 'kind' | 'data'>
}

/** A positive of somebody's within these days is raised, whatever the window of the rule. */
const ALARMING_DAYS = 14

const NONE: ReadonlySet<string> = new Set()

/**
 * What changes on a task by what the lab says now; null: nothing. A task whose rule is met closes and keeps which samples
 * did it; one whose sample was withdrawn opens again; a positive is raised once and never closes anything. `news`: rows that
 * have just come, of which an open card must be told even where they settle nothing.
 */
export function decideMatch(
  batch: BatchRow,
  task: TaskRow,
  sampled: Sampled,
  now: Date,
  news: ReadonlySet<string> = NONE,
): Decision | null {
  const answer = askRule(batch, task, sampled, now)
  const isMatched = task.matchedAt !== null
  const raised = alarming(sampled.samples, now)
  const isBlocked = answer.positive.length > 0 || raised.some(sample => sample.subject === null)
  const state = { ...labStateOf(task), testsHave: batch.rule.tests - answer.missing }
  const [positive] = raised
  if (positive && (task.positiveAt === null || (isMatched && isBlocked))) {
    const opened = isBlocked ? unmatched(task) : {}
    const event = { kind: 'positive_found' as const, data: { sampleId: positive.id } }
    return { state: { ...state, ...opened, positiveAt: now }, event }
  }
  const withdrawn = isMatched && task.matchedBy?.some(id => !counts(sampled.samples, id))
  const settled = { ...state, positiveAt: positive ? task.positiveAt : null }
  if (answer.matched && !isBlocked && (!isMatched || withdrawn)) return close(settled, answer, sampled.samples, now)
  if (withdrawn) return { state: { ...settled, ...unmatched(task) }, event: { kind: 'task_unmatched' } }
  const changed =
    settled.testsHave !== task.testsHave || settled.positiveAt !== task.positiveAt || isToldOf(news, answer, sampled)
  return !isMatched && changed ? { state: settled, event: { kind: 'task_sampled' } } : null
}

/** A sample that waits for its result, or of which it is to be asked whose it is. */
const isToldOf = (news: ReadonlySet<string>, { pending }: PeopleAnswer, { samples }: Sampled): boolean =>
  pending.some(id => news.has(id)) || samples.some(sample => news.has(sample.id) && isOpen(sample))

/** Positives of the last days, also those of which nobody knows whose they are; the newest first. */
function alarming(samples: readonly OwnSample[], now: Date): OwnSample[] {
  const since = now.getTime() - ALARMING_DAYS * 86_400_000
  return samples
    .filter(sample => !isNobodys(sample) && sample.result === 'positive')
    .filter(({ sampledAt }) => sampledAt.getTime() >= since && sampledAt.getTime() <= now.getTime())
    .reverse()
}

const counts = (samples: readonly OwnSample[], id: string) =>
  samples.some(sample => sample.id === id && sample.result === 'negative' && sample.subject !== null)

function close(state: LabState, { satisfiedBy }: PeopleAnswer, samples: readonly OwnSample[], now: Date): Decision {
  const why = samples.filter(sample => satisfiedBy.includes(sample.id)).map(wordsOf)
  const closedReason = `核酸已匹配（${[...new Set(why)].join('；')}）`
  const closed = { status: 'closed' as const, closedAt: now, closedReason, leaseStaffId: null, leaseUntil: null }
  return {
    state: { ...state, ...closed, matchedAt: now, matchedBy: [...satisfiedBy] },
    event: { kind: 'task_matched', data: { samples: satisfiedBy.length } },
  }
}

/** 5月20日 14:10 栖云花园北门采样点，市核酸平台 */
function wordsOf({ sampledAt, site, source }: OwnSample): string {
  return `${localWords(sampledAt.getTime())} ${[site, source].filter(Boolean).join('，')}`
}

/** Back to where the people's work had brought the task; one that is exempt stays closed for that. */
function unmatched(task: TaskRow): Partial<LabState> {
  if (task.matchedAt === null) return {}
  const open = { matchedAt: null, matchedBy: null }
  if (task.exempt !== null) return { ...open, closedReason: exemptReason(task.exempt) }
  return { ...open, status: statusByWork(task), closedAt: null, closedReason: null }
}

function labStateOf(task: TaskRow): LabState {
  const { status, matchedAt, matchedBy, positiveAt, closedAt, closedReason, testsHave, leaseStaffId, leaseUntil } = task
  return { status, matchedAt, matchedBy, positiveAt, closedAt, closedReason, testsHave, leaseStaffId, leaseUntil }
}
