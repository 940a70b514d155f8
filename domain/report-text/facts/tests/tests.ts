import type { TestMention, TestResultMention } from '../../../../contract/report-fields.ts'
import type { LocalMoment } from '../../../time/local-time.ts'
import { addDays } from '../../../time/days.ts'
import type { DateMention } from '../days.ts'
import type { Passage } from '../places.ts'
import { countTests } from './test-count.ts'
import { groupDates, kindOf, labelStart } from './test-days.ts'
import { applyOrdinals, applyRest, assign, readResults } from './results.ts'
import { testPassage } from './test-words.ts'

export interface TestsRead {
  readonly tests: readonly TestMention[]
  readonly testCount: number | null
  /** The date mentions spent on tests (or on days without one): no travel dates. */
  readonly spent: ReadonlySet<DateMention>
}

/** A day further back was misread. */
const OLDEST_TEST_DAYS = 120

/**
 * Dated nucleic-acid tests and their number. A day counts as a test only if a result or a word of testing stands with
 * it; plans, antigen tests and days on which none was done do not.
 */
export function readTests(passage: Passage, dates: readonly DateMention[], at: LocalMoment): TestsRead {
  const text = testPassage(passage)
  const groups = groupDates(text, dates)
  const results = new Map<string, TestResultMention>()
  const spent = new Set<DateMention>()
  let last: readonly string[] = []
  let tested = false
  let untested = false
  const oldest = addDays(at.day, -OLDEST_TEST_DAYS)
  groups.forEach((group, index) => {
    const before = text.slice(groups[index - 1]?.end ?? 0, group.start)
    const next = groups[index + 1]
    const after = text.slice(group.end, next ? labelStart(text, group.end, next.start) : text.length)
    const open = [...results].filter(([, result]) => result === 'unknown' || result === 'pending').map(([day]) => day)
    const around = kindOf(group, before, after, { tested, untested, open: open.length > 0 })
    const ahead = group.mentions.some(({ days }) => (days[0] ?? '') > at.day)
    const kind = around === 'test' && ahead ? 'untested' : around
    untested = kind === 'untested'
    if (kind === 'travel') {
      tested = tested && !/[。;；\n]/.test(after)
      return
    }
    group.mentions.forEach(mention => spent.add(mention))
    if (kind === 'result')
      assign(results, open.length > 0 ? open : [...results.keys()].slice(-1), readResults(after, 1))
    tested = kind === 'test' || kind === 'result'
    if (kind !== 'test') return
    const days = group.mentions.flatMap(mention => mention.days).filter(day => day <= at.day && day > oldest)
    assign(results, days, readResults(after, days.length))
    if (days.length > 1 || last.length === 0 || !days.every(day => last.includes(day)))
      last = days.length > 1 ? days : [...results.keys()]
    applyOrdinals(results, days.length > 1 ? days : [...last].sort(), after)
  })
  applyRest(results, text)
  const tests = [...results].map(([date, result]) => ({ date, result })).sort((a, b) => (a.date < b.date ? -1 : 1))
  return { tests, testCount: countTests(text, tests.length), spent }
}
