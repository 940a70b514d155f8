import type { ReportFields, TestMention } from '../../../contract/report-fields.ts'
import { monthDay } from '../../time/days.ts'
import { latestMonthDay } from '../../time/days-from-parts.ts'
import { TOLD_RESULT } from '../../words/test-result.ts'
import { fresh, type ReportPart } from '../part.ts'
import { codesBy, DAY } from './line-patterns.ts'

const NO_TEST = '未做核酸'
const RESULTS = codesBy(TOLD_RESULT, code => TOLD_RESULT[code].line)
const RESULT = [...RESULTS.keys()].join('|')
const WHOLE = new RegExp(`^核酸(?:(\\d{1,2})次)?(?::((?:${DAY}(?:${RESULT})、?)+))?$`)
const ONE = new RegExp(`${DAY}(${RESULT})`, 'g')

/** Tests told, by day where known. */
export const TESTS: ReportPart = {
  isWhole: true,
  highlights({ tests, testCount }) {
    const dated = tests.map(({ date, result }) => fresh(`${monthDay(date)} ${TOLD_RESULT[result].label}`))
    if (tests.length > 0 || testCount === null) return dated
    return [fresh(testCount === 0 ? NO_TEST : `核酸 ${testCount} 次`)]
  },
  isNews(told, held) {
    const known = new Set(held.tests.map(({ date, result }) => `${date} ${result}`))
    const isCounted = told.testCount === null || told.testCount === held.testCount
    return !isCounted || told.tests.some(({ date, result }) => !known.has(`${date} ${result}`))
  },
  line: { place: 2, write, read },
}

function write({ tests, testCount }: ReportFields): string {
  if (tests.length === 0 && testCount === null) return ''
  if (tests.length === 0 && testCount === 0) return NO_TEST
  const list = tests.map(({ date, result }) => `${monthDay(date)}${TOLD_RESULT[result].line}`).join('、')
  return `核酸${testCount === null ? '' : `${testCount}次`}${list === '' ? '' : `:${list}`}`
}

function read(text: string, day: string): Partial<ReportFields> | null {
  if (text === NO_TEST) return { testCount: 0 }
  const match = WHOLE.exec(text)
  if (!match) return null
  const tests = [...(match[2] ?? '').matchAll(ONE)].flatMap(([, month, date, word = '']): TestMention[] => {
    const tested = latestMonthDay(Number(month), Number(date), day)
    const result = RESULTS.get(word)
    return tested !== null && result !== undefined ? [{ date: tested, result }] : []
  })
  return { tests, testCount: match[1] === undefined ? null : Number(match[1]) }
}
