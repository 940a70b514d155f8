import type { MismatchKind, RecordCall } from '../../../contract/call-attempts.ts'
import type { Outcome } from '../../../contract/report-fields.ts'
import type { Choice } from '../../ui/choice.ts'
import { dayOf, instantOf, shiftDay } from '../../ui/time.ts'

/** Calls that ended without a word; the number comes up again by itself. */
export const UNREACHED: readonly Choice<Exclude<RecordCall['outcome'], 'call_later' | 'reached'>>[] = [
  { value: 'no_answer', label: '无人接听' },
  { value: 'powered_off', label: '关机' },
  { value: 'busy', label: '占线' },
  { value: 'hung_up', label: '挂断' },
  { value: 'unreachable', label: '无法接通' },
]

/** Ends that are worth telling the group, without any more to say. */
export const SHORT_REPORTS: readonly Choice<Extract<Outcome, 'invalid_number' | 'refused'>>[] = [
  { value: 'invalid_number', label: '空号停机' },
  { value: 'refused', label: '不配合' },
]

export const MISMATCHES: readonly Choice<MismatchKind>[] = [
  { value: 'family', label: '家人的号码' },
  { value: 'old_owner', label: '号码换了主人' },
  { value: 'work_phone', label: '单位电话' },
  { value: 'unknown', label: '不认识此人' },
]

export const MISMATCH_LABEL = Object.fromEntries(MISMATCHES.map(({ value, label }) => [value, label])) as Record<
  MismatchKind,
  string
>

const MINUTE_MS = 60_000
const EVENING = '20:00'
const MORNING = '09:00'

/** Hours until the lab is looked at again, for whoever says a test was done; the usual one first in the eye, not in the row. */
const RECHECK_HOURS = [2, 4, 12] as const
export const USUAL_RECHECK_HOURS = 4

/** Values are instants in UTC. */
export const recheckChoices = (now: number): readonly (Choice<string> & { usual: boolean })[] =>
  RECHECK_HOURS.map(hours => ({
    value: new Date(now + hours * 60 * MINUTE_MS).toISOString(),
    label: `${hours}小时后`,
    usual: hours === USUAL_RECHECK_HOURS,
  }))

/** On which day a test is said to have been done. */
export const testedDayChoices = (now: number): readonly Choice<string>[] =>
  ['今天', '昨天', '前天'].map((label, ago) => ({ value: shiftDay(dayOf(now), -ago), label }))

/** When a resident may be rung again; an evening that is over is not offered. Values are instants in UTC. */
export function callBackChoices(now: number): readonly Choice<string>[] {
  const today = dayOf(now)
  const inMinutes = (minutes: number) => new Date(now + minutes * MINUTE_MS).toISOString()
  const evening = instantOf(today, EVENING)
  const eveningIsFar = Date.parse(evening) - now > 60 * MINUTE_MS
  return [
    { value: inMinutes(30), label: '30分钟后' },
    { value: inMinutes(60), label: '1小时后' },
    ...(eveningIsFar ? [{ value: evening, label: `今晚${EVENING}` }] : []),
    { value: instantOf(shiftDay(today, 1), MORNING), label: '明早9:00' },
  ]
}
