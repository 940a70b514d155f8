import { MISMATCH_KINDS, type MismatchKind } from '../../../contract/call-attempts.ts'
import type { Outcome } from '../../../contract/report-fields.ts'
import { buttonOf, OUTCOMES, outcomesInOrder } from '../../../domain/calls/outcomes.ts'
import { MISMATCH_LABEL } from '../../../domain/words/mismatch.ts'
import type { Choice } from '../../ui/choice.ts'
import { dayAt } from '../../../domain/time/clock.ts'
import { instantAt } from '../../../domain/time/local-time.ts'
import { addDays } from '../../../domain/time/days.ts'
import { MINUTE_MS } from '../../../domain/time/lengths.ts'

/** How a call may have ended, besides 已接通 which opens the form. */
export const OUTCOME_BUTTONS: readonly Choice<Outcome>[] = outcomesInOrder()
  .filter(value => OUTCOMES[value].follows !== 'form')
  .map(value => ({ value, label: buttonOf(value) }))

/** Whose number it is, where it is not the resident's. */
export const MISMATCHES: readonly Choice<MismatchKind>[] = MISMATCH_KINDS.map(value => ({
  value,
  label: MISMATCH_LABEL[value],
}))

const EVENING = '20:00'
const MORNING = '09:00'

/** Hours until the lab is looked at again, for whoever says a test was done; the usual one first in the eye, not in the row. */
const RECHECK_HOURS = [2, 4, 12] as const
const USUAL_RECHECK_HOURS = 4

/** Values are instants in UTC. */
export const recheckChoices = (now: number): readonly (Choice<string> & { usual: boolean })[] =>
  RECHECK_HOURS.map(hours => ({
    value: new Date(now + hours * 60 * MINUTE_MS).toISOString(),
    label: `${hours}小时后`,
    usual: hours === USUAL_RECHECK_HOURS,
  }))

/** On which day a test is said to have been done. */
export const testedDayChoices = (now: number): readonly Choice<string>[] =>
  ['今天', '昨天', '前天'].map((label, ago) => ({ value: addDays(dayAt(now), -ago), label }))

/** When a resident may be rung again; an evening that is over is not offered. Values are instants in UTC. */
export function callBackChoices(now: number): readonly Choice<string>[] {
  const today = dayAt(now)
  const inMinutes = (minutes: number) => new Date(now + minutes * MINUTE_MS).toISOString()
  const evening = instantAt(today, EVENING)
  const eveningIsFar = Date.parse(evening) - now > 60 * MINUTE_MS
  return [
    { value: inMinutes(30), label: '30分钟后' },
    { value: inMinutes(60), label: '1小时后' },
    ...(eveningIsFar ? [{ value: evening, label: `今晚${EVENING}` }] : []),
    { value: instantAt(addDays(today, 1), MORNING), label: '明早9:00' },
  ]
}
