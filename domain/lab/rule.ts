import { NAMED_RULES, type FromArrivalRule, type RuleSetting } from '../../contract/rules.ts'
import { dayAt } from '../time/clock.ts'
import { instantOf, type LocalTime, startOfDay } from '../time/local-time.ts'
import { localWords } from '../time/texts.ts'
import { HOUR_MS } from '../time/lengths.ts'

export type SampleResult = 'negative' | 'positive' | 'pending' | 'void'

/** One sample of one person as the rule sees it. `sampledAt` is an ISO time with offset. */
export type Sample = { readonly id: string; readonly sampledAt: string; readonly result: SampleResult }

export type RuleQuestion = {
  /** The moment of asking: an ISO time with offset. */
  readonly now: string
  /** Arrival as a local day (arrival is then 00:00 of it), a local time or an ISO time; needed by rules from arrival. */
  readonly arrivedOn?: LocalTime | null | undefined
  readonly samples: readonly Sample[]
}

export type RuleAnswer = {
  readonly matched: boolean
  /** The negative samples that count, oldest first: the "why" of a match. */
  readonly satisfiedBy: readonly string[]
  /** How many tests are still missing, not counting pending ones. */
  readonly missing: number
  /** Samples taken in time whose result is not there yet. */
  readonly pending: readonly string[]
  /** Positive samples inside the window; one of them keeps the task from matching. */
  readonly positive: readonly string[]
  /** UTC time from which the next sample would count; null when none is needed or none can help. */
  readonly nextDueAt: string | null
  /** UTC time at which the window closes; null for rules from now and when the arrival is not known. */
  readonly closesAt: string | null
  /** The window is closed, and no pending sample inside it would do. */
  readonly over: boolean
  /** One line in Chinese for the card. */
  readonly text: string
}

type Window = { readonly from: number; readonly until: number; readonly closes: number | null }
type Timed = { readonly id: string; readonly ms: number; readonly result: SampleResult }

/** First and last instant that count (both included), or null when the arrival is not known. Days are days at +08:00. */
function windowOf(rule: RuleSetting, now: number, arrivedOn: LocalTime | null | undefined): Window | null {
  if (rule.from === 'now') return { from: now - rule.hours * HOUR_MS, until: now, closes: null }
  if (!arrivedOn) return null
  const closes = startOfDay(dayAt(instantOf(arrivedOn))) + rule.days * 24 * HOUR_MS
  return { from: instantOf(arrivedOn), until: Math.min(closes, now), closes }
}

/** The most samples of which any two lie at least the gap apart: taking the earliest possible each time is best. */
function spaced(samples: readonly Timed[], gapHours: number, most: number): Timed[] {
  const taken: Timed[] = []
  for (const sample of samples) {
    const last = taken.at(-1)
    // one swab sometimes stands under two ids of the lab
    const apart = last === undefined || (sample.ms > last.ms && sample.ms - last.ms >= gapHours * HOUR_MS)
    if (apart && taken.length < most) taken.push(sample)
  }
  return taken
}

/**
 * Whether the rule holds at the moment of asking, for the samples of one person. Only negative samples satisfy; a
 * positive inside the window keeps them from matching; a sample dated after the moment of asking does not count yet.
 */
export function evaluateRule(rule: RuleSetting, question: RuleQuestion): RuleAnswer {
  const now = Date.parse(question.now)
  const window = windowOf(rule, now, question.arrivedOn)
  if (!window) return withoutArrival(rule)
  const inside = question.samples
    .map(({ id, sampledAt, result }) => ({ id, ms: Date.parse(sampledAt), result }))
    .filter(sample => sample.ms >= window.from && sample.ms <= window.until)
    .sort((a, b) => a.ms - b.ms)
  return answer(rule, window, now, inside)
}

function answer(rule: RuleSetting, window: Window, now: number, inside: readonly Timed[]): RuleAnswer {
  const ids = (result: SampleResult) => inside.filter(sample => sample.result === result).map(sample => sample.id)
  const counted = countedOf(
    rule,
    inside.filter(sample => sample.result === 'negative'),
  )
  const hoped = spaced(
    inside.filter(sample => sample.result === 'negative' || sample.result === 'pending'),
    rule.gapHours,
    rule.tests,
  )
  const missing = rule.tests - counted.length
  const positive = ids('positive')
  const matched = missing === 0 && positive.length === 0
  const closed = window.closes !== null && now > window.closes
  const hopeful = hoped.length === rule.tests
  const due = hopeful || closed || positive.length > 0 ? null : nextDue(rule, window, now, hoped)
  const facts = {
    matched,
    satisfiedBy: counted.map(sample => sample.id),
    missing,
    pending: ids('pending'),
    positive,
    nextDueAt: due === null ? null : new Date(due).toISOString(),
    closesAt: window.closes === null ? null : new Date(window.closes).toISOString(),
    over: closed && !matched && !hopeful,
  }
  return { ...facts, text: textOf(rule, facts, { closed, due, now, needed: rule.tests - hoped.length }) }
}

/** From now the newest samples are shown as the reason, from arrival the earliest that complete the rule. */
function countedOf(rule: RuleSetting, negatives: readonly Timed[]): Timed[] {
  if (rule.from === 'arrival') return spaced(negatives, rule.gapHours, rule.tests)
  const mirrored = negatives.map(sample => ({ ...sample, ms: -sample.ms })).reverse()
  return spaced(mirrored, rule.gapHours, rule.tests).reverse()
}

/** When the next sample would count, or null when that is after the window closes. */
function nextDue(rule: RuleSetting, window: Window, now: number, hoped: readonly Timed[]): number | null {
  const last = hoped.at(-1)
  const due = Math.max(now, window.from, last === undefined ? 0 : last.ms + rule.gapHours * HOUR_MS)
  return window.closes !== null && due > window.closes ? null : due
}

type Progress = { readonly closed: boolean; readonly due: number | null; readonly now: number; readonly needed: number }

function textOf(rule: RuleSetting, facts: Omit<RuleAnswer, 'text'>, { closed, due, now, needed }: Progress): string {
  if (facts.positive.length > 0) return '有阳性结果，请立即报告统筹'
  if (facts.matched) return `${ruleName(rule)}：已完成`
  if (facts.pending.length > 0 && needed === 0) return `已采样，${facts.pending.length} 次结果待出`
  if (closed) return `采样期已过，还差 ${facts.missing} 次`
  const waiting = facts.pending.length > 0 ? `，另有 ${facts.pending.length} 次待出` : ''
  if (due === null) return `还差 ${needed} 次核酸，采样期内已来不及${waiting}`
  const from = due <= now ? '现在可采' : `${localWords(due)} 后可采`
  return `还差 ${needed} 次核酸，${from}${waiting}`
}

function withoutArrival(rule: RuleSetting): RuleAnswer {
  return {
    matched: false,
    satisfiedBy: [],
    missing: rule.tests,
    pending: [],
    positive: [],
    nextDueAt: null,
    closesAt: null,
    over: false,
    text: `${ruleName(rule)}：抵达时间未知，请先问清`,
  }
}

function sameRule(a: RuleSetting, b: RuleSetting): boolean {
  if (a.tests !== b.tests || a.gapHours !== b.gapHours) return false
  return a.from === 'now' ? b.from === 'now' && a.hours === b.hours : b.from === 'arrival' && a.days === b.days
}

const arrivalName = (rule: FromArrivalRule) => `抵达后${rule.days}天内${rule.tests}次核酸`

/** The trade's name of a rule, else what it asks for. */
export function ruleName(rule: RuleSetting): string {
  const named = Object.entries(NAMED_RULES).find(([, setting]) => sameRule(setting, rule))
  if (named) return named[0]
  return rule.from === 'now' ? `${rule.hours}小时内${rule.tests}次核酸` : arrivalName(rule)
}
