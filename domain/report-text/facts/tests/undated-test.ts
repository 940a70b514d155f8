import type { TestMention } from '../../../../contract/report-fields.ts'
import type { LocalMoment } from '../../../time/local-time.ts'
import type { Passage } from '../places.ts'
import { readResults } from './results.ts'
import { ANTIGEN, testPassage } from './test-words.ts'
import type { TestsRead } from './tests.ts'

/** 落地已做核酸: on the day of arrival; 刚做完核酸, 下午做了核酸: today. */
const ON_ARRIVAL =
  /(?:落地|下飞机|下高铁|下动车|下火车|出站|到站|(?:到|抵)囻|到达)(?:后|时|就|即|已经?|也|都|当时|马上|立即|直接|的)*(?:做|检|测|采|核酸)/
const JUST_NOW =
  /(^|[^天后号日上周])(?:刚刚?|刚才|刚去|早上|上午|中午|下午|晚上|傍晚)(?:\d{1,2}点(?:半|多)?)?(?:已经?|就|去|也|都)*(?:做|检|采)(?:了|完|的|过)|(^|[^要])(?:刚刚?|刚才)(?:已经?|就|去)*做核酸/

/** A test told without a day but with an occasion that fixes it: on arrival, or, where no other is told, just now. */
export function readUndatedTest(
  passage: Passage,
  { tests, testCount }: Pick<TestsRead, 'tests' | 'testCount'>,
  arrivedOn: string | null,
  at: LocalMoment,
): TestMention | null {
  const { text } = passage
  const isNew = arrivedOn !== null && arrivedOn <= at.day && tests.every(({ date }) => date > arrivedOn)
  const arrival = isNew ? ON_ARRIVAL.exec(text) : null
  // 8月30日落地核酸: with a day of its own it is dated.
  const landed = arrival && !/[\d日号] ?$/.test(text.slice(0, arrival.index)) ? arrival : null
  const match = landed ?? (tests.length === 0 && (testCount === null || testCount === 1) ? JUST_NOW.exec(text) : null)
  if (!match || ANTIGEN.test(text.slice(match.index, match.index + 12)) || !/核酸|检|采/.test(text)) return null
  const result = readResults(testPassage(passage).slice(match.index + match[0].length), 1)[0] ?? 'unknown'
  return { date: landed && arrivedOn !== null ? arrivedOn : at.day, result }
}
