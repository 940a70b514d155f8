import type { ReportFields, TestResultMention } from '../../../../contract/report-fields.ts'

export type ToldTests = Pick<ReportFields, 'tests' | 'testCount'>

/** One tap goes on to the next: the likely answer first, 阳 last so that no slip of the thumb makes one. */
const RESULT_CYCLE: readonly (TestResultMention | null)[] = [null, 'negative', 'pending', 'positive']

/** What a tap makes of a result; null: nothing said of this day. Of a test told without a result it is asked, not taken away. */
export const nextResult = (result: TestResultMention | null): TestResultMention | null =>
  result === 'unknown' ? 'negative' : (RESULT_CYCLE[(RESULT_CYCLE.indexOf(result) + 1) % RESULT_CYCLE.length] ?? null)

/** What is told of tests after a tap on a day, `YYYY-MM-DD`, oldest first. */
export function tapDay({ tests, testCount }: ToldTests, day: string): ToldTests {
  const result = nextResult(tests.find(test => test.date === day)?.result ?? null)
  const others = tests.filter(test => test.date !== day)
  const next = result ? [...others, { date: day, result }].sort((a, b) => a.date.localeCompare(b.date)) : others
  // 做了三次, of which two have a day: the three stay true until more days than that are told.
  const toldWithoutDay = (testCount ?? 0) > tests.length
  return { tests: next, testCount: toldWithoutDay ? Math.max(testCount ?? 0, next.length) : next.length || null }
}
