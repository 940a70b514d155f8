import type { RuleSetting } from '../../contract/rules.ts'
import { localWords } from '../time/texts.ts'
import { MOVES, type TaskState } from '../tasks/status.ts'
import { askRule, type LabSample, type PeopleAnswer, type Sampled } from './people-rule.ts'
import { isNobodys, isOpen } from './whose-sample.ts'
import { DAY_MS } from '../time/lengths.ts'

/** A task as the lab decides about it. */
export interface LabTask extends TaskState {
  readonly arrivedAt: Date | null
  readonly matchedBy: string[] | null
  readonly positiveAt: Date | null
  readonly testsHave: number
  readonly leaseStaffId: string | null
  readonly leaseUntil: Date | null
}

/** The part of a task that the lab decides about. */
type LabState = Pick<
  LabTask,
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

/** A sample that a match can name as its reason. */
interface NamedSample extends LabSample {
  readonly site: string | null
  readonly source: string
}

export interface LabQuestion {
  readonly rule: RuleSetting
  readonly sampled: Sampled<NamedSample>
  /** The moment of asking. */
  readonly now: Date
  /** Ids of rows that have just come: an open card is told of them even where they settle nothing. */
  readonly news?: ReadonlySet<string> | undefined
}

type LabEvent =
  | { readonly kind: 'positive_found'; readonly data: { sampleId: string } }
  | { readonly kind: 'task_matched'; readonly data: { samples: number } }
  | { readonly kind: 'task_unmatched' | 'task_sampled' }

export interface LabDecision {
  readonly state: LabState
  readonly event: LabEvent
}

/** A positive within these days is raised, whatever the window of the rule. */
const ALARMING_DAYS = 14

/**
 * What changes on a task by what the lab says now; null: nothing. A task whose rule is met closes and keeps which samples
 * did it; one whose sample was withdrawn opens again; a positive is raised once and never closes anything.
 */
export function decideMatch(task: LabTask, { rule, sampled, now, news }: LabQuestion): LabDecision | null {
  const answer = askRule(rule, task.arrivedAt, sampled, now)
  const isMatched = task.matchedAt !== null
  const raised = alarming(sampled.samples, now)
  const isBlocked = answer.positive.length > 0 || raised.some(sample => sample.subject === null)
  const state = { ...labStateOf(task), testsHave: rule.tests - answer.missing }
  const [positive] = raised
  if (positive && (task.positiveAt === null || (isMatched && isBlocked))) {
    const opened = isBlocked ? MOVES.unmatch(task) : {}
    const event = { kind: 'positive_found' as const, data: { sampleId: positive.id } }
    return { state: { ...state, ...opened, positiveAt: now }, event }
  }
  const withdrawn = isMatched && (task.matchedBy ?? []).some(id => !counts(sampled.samples, id))
  const settled = { ...state, positiveAt: positive ? task.positiveAt : null }
  if (answer.matched && !isBlocked && (!isMatched || withdrawn)) return close(task, settled, answer, { sampled, now })
  if (withdrawn) return { state: { ...settled, ...MOVES.unmatch(task) }, event: { kind: 'task_unmatched' } }
  const changed =
    settled.testsHave !== task.testsHave || settled.positiveAt !== task.positiveAt || isNews(news, answer, sampled)
  return !isMatched && changed ? { state: settled, event: { kind: 'task_sampled' } } : null
}

/** A new sample that waits for its result, or that somebody must say whose it is. */
const isNews = (news: ReadonlySet<string> | undefined, { pending }: PeopleAnswer, { samples }: Sampled): boolean =>
  news !== undefined &&
  (pending.some(id => news.has(id)) || samples.some(sample => news.has(sample.id) && isOpen(sample)))

/** Positives of the last days, the newest first; also those that nobody can say whose they are. */
function alarming(samples: readonly LabSample[], now: Date): LabSample[] {
  const since = now.getTime() - ALARMING_DAYS * DAY_MS
  return samples
    .filter(sample => !isNobodys(sample) && sample.result === 'positive')
    .filter(({ sampledAt }) => sampledAt.getTime() >= since && sampledAt.getTime() <= now.getTime())
    .reverse()
}

const counts = (samples: readonly LabSample[], id: string) =>
  samples.some(sample => sample.id === id && sample.result === 'negative' && sample.subject !== null)

function close(
  task: LabTask,
  state: LabState,
  { satisfiedBy }: PeopleAnswer,
  { sampled, now }: Pick<LabQuestion, 'sampled' | 'now'>,
): LabDecision {
  const why = sampled.samples.filter(sample => satisfiedBy.includes(sample.id)).map(wordsOf)
  const reason = `核酸已匹配（${[...new Set(why)].join('；')}）`
  return {
    state: { ...state, ...MOVES.match(task, { reason, by: satisfiedBy, at: now }) },
    event: { kind: 'task_matched', data: { samples: satisfiedBy.length } },
  }
}

/** 5月20日 14:10 栖云花园北门采样点，市核酸平台 */
function wordsOf({ sampledAt, site, source }: NamedSample): string {
  return `${localWords(sampledAt.getTime())} ${[site, source].filter(Boolean).join('，')}`
}

function labStateOf(task: LabTask): LabState {
  const { status, matchedAt, matchedBy, positiveAt, closedAt, closedReason, testsHave, leaseStaffId, leaseUntil } = task
  return { status, matchedAt, matchedBy, positiveAt, closedAt, closedReason, testsHave, leaseStaffId, leaseUntil }
}
