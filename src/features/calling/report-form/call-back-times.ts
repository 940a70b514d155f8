import { clockAt, dayAt } from '../../../../domain/time/clock.ts'
import { addDays } from '../../../../domain/time/days.ts'
import { HOUR_MS, MINUTE_MS } from '../../../../domain/time/lengths.ts'
import { dayWord } from '../../../ui/time.ts'

const DAYS_AHEAD = 7
const STEP_MINUTES = 10

/** Day `YYYY-MM-DD`, hour `HH`, minute `MM`, of Shanghai. */
export type CallBackTime = [day: string, hour: string, minute: string]

interface Option {
  text: string
  value: string
}

const toTens = (at: number) => Math.ceil(at / (STEP_MINUTES * MINUTE_MS)) * STEP_MINUTES * MINUTE_MS

function timeAt(at: number): CallBackTime {
  const [hour = '00', minute = '00'] = clockAt(at).split(':')
  return [dayAt(at), hour, minute]
}

/** Where the wheels stand at first: the agreed time where it still lies ahead, else an hour from now. On the tens. */
export const callBackStart = (agreed: string | null, now: number): CallBackTime =>
  timeAt(toTens(agreed !== null && Date.parse(agreed) > now ? Date.parse(agreed) : now + HOUR_MS))

/** What the three wheels offer beside what is chosen: nothing that is over. `now` in ms. */
export function callBackColumns([day, hour]: CallBackTime, now: number): [Option[], Option[], Option[]] {
  const [firstDay, firstHour, firstMinute] = timeAt(toTens(now))
  const days = Array.from({ length: DAYS_AHEAD + 1 }, (_, ahead) => addDays(firstDay, ahead))
  const hours = digits(24, 1).filter(one => day !== firstDay || one >= firstHour)
  const minutes = digits(60, STEP_MINUTES).filter(
    one => day !== firstDay || (hours.includes(hour) && hour !== firstHour) || one >= firstMinute,
  )
  return [
    days.map(value => ({ value, text: dayWord(value, dayAt(now)) })),
    hours.map(value => ({ value, text: `${value}时` })),
    minutes.map(value => ({ value, text: `${value}分` })),
  ]
}

/** `00`, `01`, … below `end`. */
const digits = (end: number, step: number): string[] =>
  Array.from({ length: Math.ceil(end / step) }, (_, i) => String(i * step).padStart(2, '0'))
