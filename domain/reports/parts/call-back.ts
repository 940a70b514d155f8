import { dayAt } from '../../time/clock.ts'
import { monthDay } from '../../time/days.ts'
import { earliestMonthDay } from '../../time/days-from-parts.ts'
import { localMoment } from '../../time/local-time.ts'
import { isoAt } from '../../time/texts.ts'
import type { ReportPart } from '../part.ts'
import { DAY } from './line-patterns.ts'

const AGREED = new RegExp(`^约${DAY} (\\d{1,2}):(\\d{2})再打$`)

/** When to call again. It is over by the time a recorder compares, so it is no news. */
export const CALL_BACK: ReportPart = {
  isOfCall: true,
  highlights: () => [],
  isNews: () => false,
  line: {
    place: 5,
    write({ callBackAt }) {
      if (callBackAt === null) return ''
      const { minutes } = localMoment(callBackAt)
      const clock = `${Math.floor(minutes / 60)}:${String(minutes % 60).padStart(2, '0')}`
      return `约${monthDay(dayAt(callBackAt))} ${clock}再打`
    },
    read(text, day) {
      const match = AGREED.exec(text)
      if (!match) return null
      const on = earliestMonthDay(Number(match[1]), Number(match[2]), day)
      return on === null ? null : { callBackAt: isoAt(on, Number(match[3]) * 60 + Number(match[4])) }
    },
  },
}
