import type { Outcome } from '../../contract/report-fields.ts'
import { dayAt } from '../time/clock.ts'
import { startOfDay } from '../time/local-time.ts'
import { OUTCOMES } from './outcomes.ts'
import { HOUR_MS, MINUTE_MS } from '../time/lengths.ts'

/** The attempt after which nobody is dialled again and somebody goes to the door. */
const LAST_ATTEMPT = 3

export type LastCall = {
  readonly outcome: Outcome
  /** How many calls there were, this one included. */
  readonly attempts: number
  readonly endedAt: string
  /** The list may ring at night where its deadline comes before the morning. */
  readonly urgent: boolean
  readonly deadlineAt?: string | null | undefined
  /** The time agreed with the resident, for `call_later`; when to look at the lab again, for `reached`. */
  readonly callBackAt?: string | null | undefined
}

/** What comes next: another call not before `dueAt` (UTC), a visit at the door, or nothing because the call settled it. */
export type NextStep =
  { readonly kind: 'call'; readonly dueAt: string } | { readonly kind: 'door' } | { readonly kind: 'none' }

/** 22:00–08:00 nobody is rung: the next 8:00. */
export function afterQuietHours(ms: number): number {
  const midnight = startOfDay(dayAt(ms))
  const hour = (ms - midnight) / HOUR_MS
  if (hour < 8) return midnight + 8 * HOUR_MS
  return hour >= 22 ? midnight + 32 * HOUR_MS : ms
}

/**
 * Of an urgent list morning comes too late when the deadline is before it; then the night call stands, and never after the
 * deadline. Of every other list nobody is woken, whatever its deadline.
 */
function outsideQuietHours(due: number, ended: number, { urgent, deadlineAt }: LastCall): number {
  const morning = afterQuietHours(due)
  const deadline = deadlineAt ? Date.parse(deadlineAt) : Number.POSITIVE_INFINITY
  if (!urgent || morning < deadline) return morning
  if (due < deadline) return due
  return deadline > ended ? ended + (deadline - ended) / 2 : due
}

/** Where a resident asked for another call and no time is known. */
const CALL_LATER_MINUTES = 120

function call(ms: number): NextStep {
  return { kind: 'call', dueAt: new Date(Math.round(ms)).toISOString() }
}

/**
 * The attempt ladder 1-2-3: not reached → again after the spacing of that outcome, outside quiet hours unless an urgent
 * deadline is nearer; after the third attempt → the door. `call_later` → the agreed time, whatever the hour. `reached` by
 * somebody who says a test was done → the re-check, outside quiet hours as well: nobody waits for that call.
 */
export function nextStep(last: LastCall): NextStep {
  const { outcome, attempts, endedAt, callBackAt } = last
  const ended = Date.parse(endedAt)
  const { again } = OUTCOMES[outcome]
  if (again === 'agreed') {
    return call(
      callBackAt ? Date.parse(callBackAt) : outsideQuietHours(ended + CALL_LATER_MINUTES * MINUTE_MS, ended, last),
    )
  }
  if (outcome === 'reached' && callBackAt) return call(outsideQuietHours(Date.parse(callBackAt), ended, last))
  if (!again) return { kind: 'none' }
  if (attempts >= LAST_ATTEMPT) return { kind: 'door' }
  const minutes = again[attempts <= 1 ? 0 : 1]
  return call(outsideQuietHours(ended + minutes * MINUTE_MS, ended, last))
}
