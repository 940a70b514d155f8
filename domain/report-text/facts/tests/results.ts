import { firstPiece } from '../../chat/pieces.ts'
import { matchesOf } from '../../fold/matches.ts'
import type { TestResultMention } from '../../../../contract/report-fields.ts'
import { readNumeral } from '../../chat/numerals.ts'

const RESULT =
  '\\(-\\)|\\(\\+\\)|非阴性?|(?:不是|并非|没有)阴性?|(?:没有|不是|并非|非|排除)阳性?|阳转阴|转阴|(?:不知道|不清楚|不确定)[^,，]{0,3}(?:是不是|是否)?阴性?|初筛阳性?|混管阳性?|阳性?|阴性?|✅|(?:核酸|结果|都|均|全)(?:是|为)?(?:正常|没问题|没有问题|无异常|OK|没事)|(?:次|过|了)(?:正常|没问题|没有问题)|(?:做|检|采|测)(?:了|过|完)?[ ,，]*(?:没问题|没有问题|没得问题)|没事(?!找|儿|就|情)|(?:还|都|暂|均|也)?(?:没有?|未)(?:有)?出(?!过|去|门|市|囻|来囻|行|现|入)(?:来|结果)?|(?:没有?|未)(?:有)?(?:收到)?结果|待出|待结果|等结果|结果待|出结果中|检测中|等待结果|待(?=$|[ ,，。;；\\n])|等(?=$|[ ,，。;；\\n])|(?:还|仍|正)?在等'
const RESULT_ANY = new RegExp(RESULT, 'g')
export const RESULT_FIRST = new RegExp(RESULT)
const RESULT_RUN = new RegExp(`^(?:(?:${RESULT})[ 、,/]*)+`)
const RESULT_OF_REST = new RegExp(`(?:其[它他余]|另外)[^,，。]{0,6}?(${RESULT})`)

/** 没有阳性，是阴性 */
const DENIED_THEN_TOLD = /(?:没有|不是|并非|非)[阴阳]性?[,， ]{0,2}(?:而)?是([阴阳]性?)/

/** The results that follow a group: as many as days in a row go one to one (阴 阴 待出), else the first holds for all. */
export function readResults(after: string, days: number): TestResultMention[] {
  const reach = firstPiece(after, '。;；\n【')
  const own = reach.replace(/抗原[^,，]{0,4}[阴阳]性?/g, '')
  const first = own.search(RESULT_FIRST)
  if (first < 0) return []
  const denied = DENIED_THEN_TOLD.exec(own)?.[1]
  if (denied !== undefined) return [resultOf(denied)]
  const run = RESULT_RUN.exec(own.slice(first))?.[0] ?? ''
  const results = [...matchesOf(run, RESULT_ANY)].map(([word]) => resultOf(word))
  if (days > 1 && results.length === days) return results
  if (/(?:前|第|头)[一二两三四\d][次天针个]?$/.test(own.slice(0, first).trim()) && days > 1) return []
  return results.slice(0, 1)
}

function resultOf(word: string): TestResultMention {
  if (/转阴/.test(word)) return 'negative'
  if (/^(?:非|不|并非|没有|排除)/.test(word) && /[阴阳]/.test(word)) return 'unknown'
  if (/[阳+]/.test(word)) return 'positive'
  return /阴|✅|-|正常|问题|无异常|OK|没事/.test(word) ? 'negative' : 'pending'
}

/** Puts results on days; a day without one is `unknown` until a result is told. */
export function assign(
  results: Map<string, TestResultMention>,
  days: readonly string[],
  found: readonly TestResultMention[],
): void {
  days.forEach((day, index) => {
    const result = found.length === days.length ? found[index] : found[0]
    const known = results.get(day)
    if (result !== undefined) results.set(day, result)
    else if (known === undefined) results.set(day, 'unknown')
  })
}

const ORDINAL = new RegExp(
  `(?:(前|头)([一二两三四五\\d])|第([一二三四五\\d])|(最后|最近)[一1])[次天针个][^阴阳未没待,，]{0,4}?(${RESULT})`,
  'g',
)

/** 前两次阴性 今天的还没出, 第三次未出, 最后一次未出 */
export function applyOrdinals(results: Map<string, TestResultMention>, days: readonly string[], after: string): void {
  if (!/[前头第最]/.test(after)) return
  for (const [, front, count, nth, final, word = ''] of matchesOf(after, ORDINAL)) {
    const result = resultOf(word)
    const wanted = front
      ? days.slice(0, readNumeral(count ?? '') ?? 0)
      : final
        ? days.slice(-1)
        : days.slice((readNumeral(nth ?? '') ?? 99) - 1, readNumeral(nth ?? '') ?? 99)
    wanted.forEach(day => results.set(day, result))
  }
}

/** 两次都还没出来 */
const PENDING_REST = /(?:均|都|全部?|两次|三次)(?:还|暂时?|尚|也)*((?:没有?|未)出(?!过|去|门|市|囻))/

/** 其它阴, 其余均阴: the tests without a result of their own. */
export function applyRest(results: Map<string, TestResultMention>, text: string): void {
  const rest = RESULT_OF_REST.exec(text)?.[1]
  const trailing =
    /(?:均|都|全部?|皆|结果)(?:是|为)?(?:OK|ok|没问题|没事)?(?:阴性?)|(?:均|都|全部?)(?:是|为)?(?:没问题|没有问题|没事|正常)/.exec(
      text,
    ) || /(?:小时|[hH])内?(?:核酸)?阴/.test(text)
      ? '阴'
      : undefined
  const word = rest ?? trailing ?? PENDING_REST.exec(text)?.[1]
  if (word === undefined) return
  for (const [day, result] of results) if (result === 'unknown') results.set(day, resultOf(word))
}
