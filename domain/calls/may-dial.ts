import type { Outcome } from '../../contract/report-fields.ts'
import type { TaskStatus } from '../../contract/tasks.ts'
import { dayAt } from '../time/clock.ts'
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../time/lengths.ts'
import { startOfDay } from '../time/local-time.ts'
import { OUTCOMES, outcomesInOrder } from './outcomes.ts'
import { afterQuietHours } from './recall.ts'

/** Whoever rings it, no number rings again sooner. */
const RING_GAP_MS = 10 * MINUTE_MS

/** A number that turned out to be nobody's here is left in peace this long by other lists. */
const GONE_DAYS = 14

/** Clocks of two processes differ by less; what happened later still was written by a clock that was wrong. */
const CLOCKS_DIFFER_MS = MINUTE_MS

const MORNING_MS = 8 * HOUR_MS
const QUIET_MS = 10 * HOUR_MS

/** What a task itself tells of being rung. Moments are UTC. */
export interface Ringable {
  readonly status: TaskStatus
  readonly urgent: boolean
  readonly lastOutcome: Outcome | null
  readonly nextCallAt: Date | null
}

/** What all lists of the city tell of one number; but for `rungAt` what the others tell. */
export interface NumberMemory {
  /** When it was last rung. */
  readonly rungAt: Date | null
  /** The latest time agreed there, or until which it is left in peace. */
  readonly notBefore: Date | null
  /** When somebody was last spoken to. */
  readonly answeredAt: Date | null
  /** When it last turned out to be nobody's here: 空号, 人机不符. */
  readonly goneAt: Date | null
}

export const NOTHING_REMEMBERED: NumberMemory = { rungAt: null, notBefore: null, answeredAt: null, goneAt: null }

/**
 * Why a number is not rung now. `too_early`: its own time has not come. `rung`: it rang a moment ago. `known`: another list
 * had its answer, or agreed a time. `quiet_hours`: it is night.
 */
export type WaitReason = 'too_early' | 'rung' | 'known' | 'quiet_hours'

/** One reason to wait. */
export interface Wait {
  readonly why: WaitReason
  /** Milliseconds since 1970. */
  readonly until: number
  /** Whoever says so once more may ring all the same. */
  readonly confirmable: boolean
}

/** Outcomes after which other lists leave the number in peace: until the morning, or for weeks. */
export const ANSWERED: readonly Outcome[] = outcomesInOrder().filter(
  outcome => OUTCOMES[outcome].follows !== 'call' && !OUTCOMES[outcome].exempt,
)
export const GONE: readonly Outcome[] = outcomesInOrder().filter(outcome => OUTCOMES[outcome].exempt)

/** What there is to wait for, in the order in which it is told; empty: the number may be rung. */
export function waitsOf(task: Ringable, number: NumberMemory, now: number): readonly Wait[] {
  const reasons: (Wait | null)[] = [
    after('too_early', task.nextCallAt?.getTime(), false),
    after('rung', gapEnd(number.rungAt, now), false),
    after('known', knownUntil(number, now), true),
    after('quiet_hours', quietUntil(task, now), task.urgent),
  ]
  return reasons.filter(wait => wait !== null).filter(({ until }) => until > now)
}

const after = (why: WaitReason, until: number | undefined, confirmable: boolean): Wait | null =>
  until === undefined ? null : { why, until, confirmable }

const happened = (at: Date | null, now: number): at is Date => at !== null && at.getTime() <= now + CLOCKS_DIFFER_MS

const gapEnd = (rungAt: Date | null, now: number) =>
  happened(rungAt, now) ? rungAt.getTime() + RING_GAP_MS : undefined

function knownUntil({ notBefore, answeredAt, goneAt }: NumberMemory, now: number): number {
  const answered = happened(answeredAt, now) ? startOfDay(dayAt(answeredAt)) + DAY_MS + MORNING_MS : 0
  const gone = happened(goneAt, now) ? goneAt.getTime() + GONE_DAYS * DAY_MS : 0
  return Math.max(notBefore?.getTime() ?? 0, answered, gone)
}

/** The morning, unless the resident asked for a call in this very night. */
function quietUntil({ lastOutcome, nextCallAt }: Ringable, now: number): number | undefined {
  const morning = afterQuietHours(now)
  const promised = lastOutcome === 'call_later' && nextCallAt !== null && nextCallAt.getTime() >= morning - QUIET_MS
  return morning === now || promised ? undefined : morning
}

/** Why a dial is refused; null: go on. `confirmed`: the caller said it once more. */
export function refusalOf(
  task: Ringable,
  number: NumberMemory,
  now: number,
  confirmed: boolean,
): Wait | { readonly why: 'ladder_over' } | null {
  if (task.status === 'to_visit') return { why: 'ladder_over' }
  return waitsOf(task, number, now).find(({ confirmable }) => !(confirmable && confirmed)) ?? null
}

/** Whether the queue offers the number: what waits is not offered, but at night what is urgent. */
export const isOffered = (task: Ringable, number: NumberMemory, now: number): boolean =>
  task.status === 'to_call' &&
  waitsOf(task, number, now).every(({ why, confirmable }) => why === 'quiet_hours' && confirmable)

/** From when the queue offers a task that is to be called, and what it waits for until then. */
export function offeredFrom(
  task: Ringable,
  number: NumberMemory,
  now: number,
): { readonly at: number; readonly why: WaitReason | null } {
  const waits = waitsOf(task, number, now).filter(({ why }) => why !== 'quiet_hours')
  const [last] = [...waits].sort((a, b) => b.until - a.until)
  const at = last?.until ?? now
  const morning = task.urgent ? at : (quietUntil(task, at) ?? at)
  return morning > at ? { at: morning, why: 'quiet_hours' } : { at, why: last?.why ?? null }
}

/**
 * The same rule as bounds for a question to the database: a task is offered where its moments lie on the right side of them.
 * `tests/server/calls/offered.test.ts` holds that both say the same.
 */
export function offerBounds(now: number) {
  const morning = afterQuietHours(now)
  return {
    /** Rung since then, by a clock that may be right: not offered. */
    rungSince: new Date(now - RING_GAP_MS),
    rungUntil: new Date(now + CLOCKS_DIFFER_MS),
    /** Answered since then for another list: not offered. */
    answeredSince: new Date(startOfDay(dayAt(now - MORNING_MS))),
    goneSince: new Date(now - GONE_DAYS * DAY_MS),
    /** At night only what is urgent is offered, and what was promised for this night. */
    night: morning !== now,
    promisedSince: new Date(morning - QUIET_MS),
  }
}
