import type { TestMention, TestResultMention } from '../../contract/report-fields.ts'
import { addDays, type LocalMoment } from '../calendar.ts'
import { LIST_GAP, type DateMention } from './dates.ts'
import type { Passage } from './places.ts'
import { readNumeral } from './numerals.ts'

export interface TestsRead {
  readonly tests: readonly TestMention[]
  readonly testCount: number | null
  /** The date mentions spent on tests (or on days without one): no travel dates. */
  readonly spent: ReadonlySet<DateMention>
  /** Tests are spoken of, dated or not. */
  readonly told: boolean
}

/** A day further back was misread. */
const OLDEST_TEST_DAYS = 120

interface Group {
  readonly mentions: readonly DateMention[]
  readonly start: number
  readonly end: number
}

const RESULT =
  '\\(-\\)|\\(\\+\\)|初筛阳性?|混管阳性?|阳性?|阴性?|✅|(?:还|都|暂|均|也)?(?:没有?|未)(?:有)?出(?!过|去|门|市|深|来深|行|现|入)(?:来|结果)?|(?:没有?|未)(?:有)?(?:收到)?结果|待出|待结果|等结果|结果待|出结果中|检测中|等待结果|待(?=$|[ ,，。;；\\n])'
const RESULT_ANY = new RegExp(RESULT, 'g')
const RESULT_FIRST = new RegExp(RESULT)
const RESULT_RUN = new RegExp(`^(?:(?:${RESULT})[ 、,/]*)+`)
const RESULT_OF_REST = new RegExp(`(?:其[它他余]|另外)[^,，。]{0,6}?(${RESULT})`)
const TESTED =
  /核酸|已[检采]|检测|检了|采样|采了|采的|做了|做的|做过|做完|刚做|已做|也做|都做|[三两二四五一]检|检(?=$|[ ,，。;；|])|捅|三天三检|各(?:做)?(?:一|1)?次|(?:一|1|两|二)次|测了|有做|做(?=$|[ ,，。;；|])/
const NOT_TESTED = /^[^,，。;；\n\d阴阳]{0,4}(?:没有?|未|还没|不|待)(?:做|检|测|去|采)/
const TRAVEL =
  /回(?!复|电|访)|返|抵|到|来(?!自)|飞|出发|离(?!核)|入境|上岸|去(?!做|检|测|采)|过关|赴|坐|乘|搭|自驾|开车/
/** 落地已做核酸: on the day of arrival; 刚做完核酸, 下午做了核酸: today. */
const ON_ARRIVAL =
  /(?:落地|下飞机|下高铁|下动车|下火车|出站|到站|(?:到|抵)深|到达)(?:后|时|就|即|已经?|也|都|当时|马上|立即|直接|的)*(?:做|检|测|采|核酸)/
const JUST_NOW =
  /(?:刚刚?|刚才|刚去|早上|上午|中午|下午|晚上|傍晚)(?:已经?|就|去|也|都)*(?:做|检|采)(?:了|完|的|过|核酸)/
/** 14号又做了一次，今天出来也是阴性: the day a result came. */
const RESULT_CAME = /^[^,，。;；\n阴阳没未做检采]{0,4}龘/
const HARD_BREAK = /[。;；\n|【】]/
const SOFT_BREAK = /[,，。;；\n|【】]/
const ANTIGEN = /抗原|抗体/
/** …前两次阴性, …均阴, …三天 */
const SUMMARY = /^[ ]?(?:[,，、 ])?(?:前[两三1-9]次|都|均|全|结果|三天|两次|三次|\d次|共|连续|也)/
const TEST_LEAD = /(?:核酸|检测|采样|做了?[两三四1-9]?次?|已检)[^,，。;；\n]{0,8}[,，:\]】| ]*$/
/** 20号再去做, 明天要做, 25号才能做: a test that is still to come. */
const PLANNED_TEST =
  /^[^,，。;；\n阴阳]{0,4}(?:再|要|会|得|准备|打算|计划|预约|约|安排|才能|需要?|记得|必须)(?:再|要|去|来)*[^,，。;；\n阴阳了过完]{0,4}(?:做|检|采|测)(?!了|过|完|的)[^了阴阳,，]{0,4}(?:$|[,，。;；\n|])/
const PLAN = /明天|明早|后天|预约|约了|准备|打算|等下去|会去/

/**
 * Dated nucleic-acid tests and their number. A day counts as a test only if a result or a word of testing stands with
 * it; plans, antigen tests and days on which none was done do not.
 */
export function readTests(passage: Passage, dates: readonly DateMention[], at: LocalMoment): TestsRead {
  const text = withoutPlaces(passage)
  const groups = groupDates(text, dates)
  const results = new Map<string, TestResultMention>()
  const spent = new Set<DateMention>()
  let last: readonly string[] = []
  let tested = false
  const oldest = addDays(at.day, -OLDEST_TEST_DAYS)
  groups.forEach((group, index) => {
    const before = text.slice(groups[index - 1]?.end ?? 0, group.start)
    const next = groups[index + 1]
    const after = text.slice(group.end, next ? labelStart(text, group.end, next.start) : text.length)
    const open = [...results].filter(([, result]) => result === 'unknown' || result === 'pending').map(([day]) => day)
    const around = kindOf(group, before, after, { tested, open: open.length > 0 })
    const ahead = group.mentions.some(({ days }) => (days[0] ?? '') > at.day)
    const kind = around === 'test' && ahead ? 'untested' : around
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
  const testCount = countTests(text, tests.length)
  return {
    tests,
    testCount,
    spent,
    told: tests.length > 0 || testCount !== null || /核酸|\d ?[hH小].{0,2}[内阴]|已做|已检/.test(text),
  }
}

/** Stands for 结果出来了 and the like. */
const CAME = '龘'

/** 贵阳 holds a 阳 and 出来了 a 来: places and the coming of a result are covered, offsets kept. */
function withoutPlaces({ text, places }: Passage): string {
  const covered = places.reduce(
    (rest, { start, end }) => `${rest.slice(0, start)}${'地'.repeat(end - start)}${rest.slice(end)}`,
    text,
  )
  return covered
    .replace(BESIDE_TRIP, word => ' '.repeat(word.length))
    .replace(WAY_TO_TEST, word => ' '.repeat(word.length))
    .replace(
      /(?:那次)?(?:的)?(?:结果)?(?:都|已经?|也)?出(?:来|了|结果)了?(?:结果)?(?=[ ,，:]{0,2}(?:结果)?(?:也|都|均|全)?(?:是|为)?[阴阳])/g,
      word => CAME.padEnd(word.length, ' '),
    )
}

/** 返深前一天, 回来后第二天: the trip only names the day of the test. */
const BESIDE_TRIP =
  /(?:返深|回深|回来|到深|抵深|返程|返回|离开|离深|出发|落地)(?:后|前|之前|之后|以后|以前)?的?(?=前一天|后一天|第[二三]天|次日|隔天|翌日|当天|当日|当晚)/g

/** 到采样点做, 去医院检测: the way to a test is no travel. */
const WAY_TO_TEST =
  /(?:到|去|来|回|跑到|返回)(?:了)?[^,，。;；\n\d]{0,6}?(?:采样点|检测点|核酸点|医院|社康|卫生院|门诊|机构|公园|广场|学校|公司|单位|厂|社区|楼下|小区|村口|门口)(?:里|处)?(?=[^,，。;；\n]{0,4}(?:做|检|测|采))/g

/** A test told without a day but with an occasion that fixes it: on arrival, or, where no other is told, just now. */
export function readUndatedTest(
  passage: Passage,
  { tests, testCount }: Pick<TestsRead, 'tests' | 'testCount'>,
  arrivedOn: string | null,
  at: LocalMoment,
): TestMention | null {
  const { text } = passage
  const isNew = arrivedOn !== null && arrivedOn <= at.day && tests.every(({ date }) => date > arrivedOn)
  const landed = isNew ? ON_ARRIVAL.exec(text) : null
  const match = landed ?? (tests.length === 0 && (testCount === null || testCount === 1) ? JUST_NOW.exec(text) : null)
  if (!match || ANTIGEN.test(text.slice(match.index, match.index + 12)) || !/核酸|检|采/.test(text)) return null
  const result = readResults(withoutPlaces(passage).slice(match.index + match[0].length), 1)[0] ?? 'unknown'
  return { date: landed && arrivedOn !== null ? arrivedOn : at.day, result }
}

/** 5.19 大巴 核酸:5.20阴: the label right before a date belongs to that date. */
function labelStart(text: string, from: number, to: number): number {
  const between = text.slice(from, to)
  const label = /(?:核酸|检测|采样)[^,，。;；\n阴阳]{0,6}[:】|] ?$/.exec(between)
  return label ? from + label.index : to
}

/** 20、21日 and 13 14 15 are one group; a bare number joins only what it touches. */
function groupDates(text: string, dates: readonly DateMention[]): Group[] {
  const groups: { mentions: DateMention[]; start: number; end: number }[] = []
  for (const mention of dates) {
    const current = groups[groups.length - 1]
    const gap = current ? text.slice(current.end, mention.start) : ''
    if (current && LIST_GAP.test(gap) && !/[。;；\n]/.test(gap)) {
      current.mentions.push(mention)
      current.end = mention.end
    } else groups.push({ mentions: [mention], start: mention.start, end: mention.end })
  }
  return groups
}

type Kind = 'test' | 'untested' | 'travel' | 'result'

/** What stands around a group of days, cut once for all rules. */
interface Around {
  readonly before: string
  readonly after: string
  /** The unbroken words right before. */
  readonly lead: string
  /** The unbroken words right after. */
  readonly clause: string
  readonly testedAt: number
  readonly travelAt: number
}

/** What the groups before were: tests, and some whose result has not been told. */
interface Earlier {
  readonly tested: boolean
  readonly open: boolean
}

/** Whether the days of a group were tests. */
function kindOf(group: Group, before: string, after: string, { tested, open }: Earlier): Kind {
  const clause = after.split(SOFT_BREAK)[0] ?? ''
  const lead = before.split(HARD_BREAK).pop() ?? ''
  const around = { before, after, lead, clause, testedAt: clause.search(TESTED), travelAt: clause.search(TRAVEL) }
  if (open && RESULT_CAME.test(after)) return 'result'
  return noTest(around) ?? testAfter(around) ?? testBefore(around) ?? goesOn(group, around, tested)
}

/** 26号没做, 22号才出结果, 预计25号, 抗原20号阴: days spoken of on which none was done. */
function noTest({ before, after, lead, clause }: Around): Kind | null {
  if (NOT_TESTED.test(after.split(/[【|]/)[0] ?? '') || PLANNED_TEST.test(after)) return 'untested'
  if (/^[^,，。;；\n阴阳没未做检]{0,5}(?:才)?(?:出的?结果|出报告|结果才?出(?:来|的)?)/.test(after)) return 'result'
  if (/(?:预计|计划|打算)[^,，。;；\n]{0,10}$/.test(lead)) return 'travel'
  if (PLAN.test(before.slice(-4)) && !/核酸.{0,4}$/.test(before)) return 'untested'
  if (ANTIGEN.test(clause.slice(0, 8)) && !/核酸/.test(clause.slice(0, 8))) return 'untested'
  return /抗[原体][^,，。;；\n核]{0,4}$/.test(lead) ? 'untested' : null
}

/** 20号阴, 20号做的核酸, 20、21两次均阴: a result or a word of testing follows, before any word of travel. */
function testAfter({ after, lead, clause, testedAt, travelAt }: Around): Kind | null {
  const words = after.slice(0, Math.max(0, after.search(RESULT_FIRST)))
  const direct = RESULT_FIRST.test(after) && isLink(words)
  if (direct && !/[,，]/.test(words)) return 'test'
  const atArrival = /^[^,，]{0,6}(?:落地|做的|当地)/.test(clause)
  if (testedAt >= 0 && (travelAt < 0 || testedAt < travelAt || atArrival)) return 'test'
  if (travelAt >= 0 && !/核酸[^,，阴阳]{0,3}$/.test(lead)) return 'travel'
  if (direct) return 'test'
  return SUMMARY.test(after) && /阴|阳|检|次|做/.test(after.slice(0, 12)) ? 'test' : null
}

/** 的那次, 都是 and the like may stand between a day and its result. */
function isLink(words: string): boolean {
  const plain = words.replace(/\s+/g, ' ')
  return /^[ 号日,，:()都均也各全是为的那次最近\p{Script=Han}]{0,4}$/u.test(plain) && !TRAVEL.test(words)
}

/** 核酸20、21日, 已检：20 21 */
function testBefore({ lead }: Around): Kind | null {
  return TEST_LEAD.test(lead) && !TRAVEL.test(lead.split(/核酸|检测|采样/).pop() ?? '') ? 'test' : null
}

/** 20号阴，22号: a dated day right behind a test is one more. */
function goesOn({ mentions }: Group, { before }: Around, tested: boolean): Kind {
  const dated = mentions.length > 1 || mentions.some(mention => !mention.bare)
  return tested && dated && /^[ ,，、]*$/.test(before) ? 'test' : 'travel'
}

/** The results that follow a group: as many as days in a row go one to one (阴 阴 待出), else the first holds for all. */
function readResults(after: string, days: number): TestResultMention[] {
  const reach = after.split(/[。;；\n【]/)[0] ?? ''
  const own = reach.replace(/抗原[^,，]{0,4}[阴阳]性?/g, '')
  const first = own.search(RESULT_FIRST)
  if (first < 0) return []
  const run = RESULT_RUN.exec(own.slice(first))?.[0] ?? ''
  const results = [...run.matchAll(RESULT_ANY)].map(([word]) => resultOf(word))
  if (days > 1 && results.length === days) return results
  if (/(?:前|第|头)[一二两三四\d][次天针个]?$/.test(own.slice(0, first).trim()) && days > 1) return []
  return results.slice(0, 1)
}

function resultOf(word: string): TestResultMention {
  if (/[阳+]/.test(word)) return 'positive'
  return /阴|✅|-/.test(word) ? 'negative' : 'pending'
}

function assign(
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
function applyOrdinals(results: Map<string, TestResultMention>, days: readonly string[], after: string): void {
  for (const [, front, count, nth, final, word = ''] of after.matchAll(ORDINAL)) {
    const result = resultOf(word)
    const wanted = front
      ? days.slice(0, readNumeral(count ?? '') ?? 0)
      : final
        ? days.slice(-1)
        : days.slice((readNumeral(nth ?? '') ?? 99) - 1, readNumeral(nth ?? '') ?? 99)
    wanted.forEach(day => results.set(day, result))
  }
}

/** 其它阴, 其余均阴: the tests without a result of their own. */
function applyRest(results: Map<string, TestResultMention>, text: string): void {
  const rest = RESULT_OF_REST.exec(text)?.[1]
  const trailing =
    /(?:均|都|全部?|皆|结果)(?:是|为)?(?:阴性?)/.exec(text) || /(?:小时|[hH])内?(?:核酸)?阴/.test(text)
      ? '阴'
      : undefined
  const word = rest ?? trailing
  if (word === undefined) return
  for (const [day, result] of results) if (result === 'unknown') results.set(day, resultOf(word))
}

const COUNT = '(\\d{1,2}|[一二两三四五六七八九十])'
const STATED = new RegExp(
  `(.?.?.?)(?:核酸[^,，。;；\\n|]{0,4}?${COUNT}次|${COUNT}次核酸|做(?:了|过)?(?:核酸)?${COUNT}次|(?:检|测|采)(?:了|过)?${COUNT}次|${COUNT}次(?:都|均|全|全部|结果)?(?:是|为)?阴|[,， ]${COUNT}次(?=[ ,，]))`,
  'g',
)
const DAYS_CHECKS = /[三两二四五3245]天([一二两三四五1-5])检|(?:^|[^一二两三四五天\d])([两二三四])检/
const NONE =
  /(?:未|没有?|还没|尚未|都没|从未|未曾)(?:有)?(?:去)?(?:做|检测|采|检)(?:过|完)?(?:任何)?核酸|核酸[^,，。;；\n\d阴阳|]{0,4}(?:未做|没做|没有做|未检|没检|未采|没去做|没有$|无$|无记录)|(?:^|[ ,，|])(?:都|还|均)?(?:未|没)(?:做|检)(?=$|[ ,，。;；|【\n])/

function countTests(text: string, dated: number): number | null {
  const checks = DAYS_CHECKS.exec(text)
  const unfinished = /(?:没|未)(?:有)?(?:做|检|全)?(?:完成?|满)/.test(text)
  const stated = unfinished
    ? null
    : (statedCount(text, dated) ?? (checks ? readNumeral(checks[1] ?? checks[2] ?? '') : null))
  if (stated !== null && stated >= dated) return stated
  if (dated > 0) return dated
  return NONE.test(text) ? 0 : stated
}

function statedCount(text: string, dated: number): number | null {
  for (const [whole, before = '', ...counts] of text.matchAll(STATED)) {
    if (
      /[第前后头各每最]/.test(before.slice(-1)) ||
      /[各每第前]/.test(whole.replace(/天/g, '')) ||
      /打|拨/.test(before)
    )
      continue
    if (ANTIGEN.test(before + whole)) continue
    const count = readNumeral(counts.find(Boolean) ?? '')
    if (count !== null && (count > 1 || dated === 0)) return count
  }
  return null
}
