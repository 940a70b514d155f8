import type { TestResultMention } from '../../../contract/report-fields.ts'
import { CLASS } from './classes.ts'
import { daysOf, liesAhead, noteCounts, type Tell } from './tell.ts'
import type { Told } from './told.ts'
import type { Token } from './tokens.ts'

const RESULT_OF: Readonly<Record<string, TestResultMention>> = {
  [CLASS.negative]: 'negative',
  [CLASS.positive]: 'positive',
  [CLASS.pending]: 'pending',
}

const resultsOf = (part: readonly Token[]) => part.flatMap(({ is }) => RESULT_OF[is] ?? [])
const isOpen = (result: TestResultMention) => result === 'unknown' || result === 'pending'

/** 18号做的，19号出的结果: the day a result came is no test where one is still open. */
function isResultDay(part: readonly Token[], days: readonly string[], told: Told): boolean {
  return (
    days.length === 1 &&
    !told.tests.has(days[0] ?? '') &&
    [...told.tests.values()].some(isOpen) &&
    part.some(({ is }) => is === CLASS.came) &&
    !part.some(({ is }) => is === CLASS.testDone)
  )
}

/** Of a range every day was tested only where the words say so. */
function rangeIsDaily(part: readonly Token[], days: number, text: string): boolean {
  return part.some(
    ({ is, start, end, value }) =>
      (is === CLASS.each && /每|连|天天/.test(text.slice(start, end))) || value?.count === days,
  )
}

/** Days that were tests; as many results as days go one to one, else one holds for all. */
export const tests: Tell = (part, told, text) => {
  const mentions = daysOf(part)
  if (mentions.length > 0 && mentions.every(one => liesAhead(one, told.today))) {
    if (resultsOf(part).length > 0) told.doubts.add('tests')
    return
  }
  const days = mentions.flatMap(({ days: all }) => all)
  if (isResultDay(part, days, told)) return laterResult(false)(part, told, text)
  const nth = part.findIndex(({ is, start, end }) => is === CLASS.ordinal && /^[前头第最]/.test(text.slice(start, end)))
  if (nth > 0 && days.length > 1) {
    days.forEach(day => setTest(told, day, undefined))
    return laterResult(true)(part.slice(nth), told, text)
  }
  const results = resultsOf(part)
  const daily = !mentions.some(({ range }) => range) || rangeIsDaily(part, days.length, text)
  if (!daily || (results.length > 1 && results.length !== days.length && new Set(results).size > 1))
    told.doubts.add('tests')
  days.forEach((day, index) => setTest(told, day, results.length === days.length ? results[index] : results[0]))
  if (results.length === 1 && holdsForAll(part, text)) closeOpen(told, results[0])
  noteCounts(part, told)
}

function setTest(told: Told, day: string, result: TestResultMention | undefined): void {
  const known = told.tests.get(day)
  if (known !== undefined && result !== undefined && known !== result && !isOpen(known)) told.doubts.add('tests')
  told.tests.set(day, result ?? known ?? 'unknown')
}

/** 均为阴性 speaks of the tests told before as well. */
const holdsForAll = (part: readonly Token[], text: string) =>
  part.some(({ is, start, end }) => is === CLASS.each && /均|都|全|皆/.test(text.slice(start, end)))

function closeOpen(told: Told, result: TestResultMention | undefined): void {
  if (result === undefined) return
  for (const [day, known] of told.tests) if (known === 'unknown') told.tests.set(day, result)
}

/** 落地已做核酸: on the day of arrival. */
export const onLanding: Tell = (part, told, text) => {
  if (daysOf(part).length > 0) return tests(part, told, text)
  const [day] = told.arrivals
  if (day === undefined || told.arrivals.size > 1) told.doubts.add('tests')
  else setTest(told, day, resultsOf(part)[0])
}

/** 都是阴性, 前两次阴, 最后一次未出: a result of tests told before. */
export const laterResult =
  (ordinal: boolean): Tell =>
  (part, told, text) => {
    noteCounts(part, told)
    const results = new Set(resultsOf(part))
    const [result] = results
    if (result === undefined) return
    if (results.size > 1) told.doubts.add('tests')
    const open = [...told.tests].filter(([, one]) => isOpen(one)).map(([day]) => day)
    if (open.length === 0) {
      told.undated ||= told.tests.size === 0
      if (told.tests.size > 0 && ![...told.tests.values()].includes(result)) told.doubts.add('tests')
      return
    }
    const word = part[0] ? text.slice(part[0].start, part[0].end) : ''
    const days = ordinal ? ordinalDays(word, [...told.tests.keys()].sort()) : open
    if (days.length === 0) told.doubts.add('tests')
    for (const day of days) told.tests.set(day, result)
  }

function ordinalDays(word: string, days: readonly string[]): readonly string[] {
  const nth = '一二三四五'.indexOf(/[一二两三四五]/.exec(word)?.[0].replace('两', '二') ?? '-') + 1
  const number = Number(/\d/.exec(word)?.[0] ?? nth)
  if (/^[前头]/.test(word) && number > 0) return days.slice(0, number)
  if (word.startsWith('第') && number > 0) return days.slice(number - 1, number)
  return /最[后近]|那次|这次|上/.test(word) ? days.slice(-1) : []
}
