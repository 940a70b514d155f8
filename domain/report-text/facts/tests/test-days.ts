import { firstPiece, lastPiece } from '../../chat/pieces.ts'
import { LIST_GAP, type DateMention } from '../days.ts'
import { RESULT_FIRST } from './results.ts'
import { deniesTest, endsPeriod, rulesTestOut } from './no-test.ts'

/** Days told together. */
export interface Group {
  readonly mentions: readonly DateMention[]
  readonly start: number
  readonly end: number
}

const TESTED =
  /核酸|上门[采检做]|已[检采]|检测|检了|采样|采了|采的|做了|做的|做过|做完|刚做|已做|也做|都做|[三两二四五一]检|检(?=$|[ ,，。;；|])|捅|三天三检|各(?:做)?(?:一|1)?次|(?:一|1|两|二)次(?!性)|测了|刚[测采检]|连[做采检]|连续[做采检]|每天测|天天测|每日测|有做|做(?=$|[ ,，。;；|])/
const TRAVEL =
  /回(?!复|电|访)|返|抵|到|来(?!自|不及)|飞|出发|离(?!核)|入境|上岸|去(?!做|检|测|采|不|医|社康|核|过?$)|过关|赴|坐|乘|搭|自驾|开车/
/** 14号又做了一次，今天出来也是阴性: the day a result came. */
const RESULT_CAME = /^[^,，。;；\n阴阳没未做检采]{0,4}龘/
/** 18号做的 19号中午出的结果 */
const RESULT_DAY = /^[^,，。;；\n阴阳没未做检]{0,5}(?:才)?(?:出的?结果|出报告|结果才?出(?:来|的)?)/
/** 【抗原】4/23, 【下次核酸】4/26: the label of a form speaks of the day behind it. */
const LABEL = /【([^【】\n]{1,8})】[ :]*$/
const HARD_BREAK = '。;；\n|【】'
const SOFT_BREAK = ',，。;；\n|【】'
/** …前两次阴性, …均阴, …三天 */
const SUMMARY = /^[ ]?(?:[,，、 ])?(?:前[两三1-9]次|都|均|全|结果|三天|两次|三次|\d次|共|连续|也)/
const TEST_LEAD =
  /(?:核酸|检测|采样|[三四五七]天[两三四五]检|做了?[两三四1-9]?次?|已检)[^,，。;；\n]{0,8}(?:[,，]?(?:时间|日期|分别|最[近后]一次)(?:是|为|在)?)?[,，:\]】| ]*$/

/** 5.19 大巴 核酸:5.20阴: the label right before a date belongs to that date. */
export function labelStart(text: string, from: number, to: number): number {
  const between = text.slice(from, to)
  const label = /(?:核酸|检测|采样)[^,，。;；\n阴阳]{0,6}[:】|] ?$/.exec(between)
  return label ? from + label.index : to
}

/** 20、21日 and 13 14 15 are one group; a bare number joins only what it touches. */
export function groupDates(text: string, dates: readonly DateMention[]): Group[] {
  const groups: { mentions: DateMention[]; start: number; end: number }[] = []
  for (const mention of dates) {
    const current = groups[groups.length - 1]
    const gap = current ? text.slice(current.end, mention.start) : ''
    const joins =
      current &&
      !/(?:回来|返囻|回囻|到囻|抵囻)(?:的?(?:时间|日期))?是$/.test(text.slice(0, current.start).slice(-8)) &&
      LIST_GAP.test(gap) &&
      !/[。;；\n]/.test(gap) &&
      !endsPeriod(text.slice(0, current.start))
    if (current && joins) {
      current.mentions.push(mention)
      current.end = mention.end
    } else groups.push({ mentions: [mention], start: mention.start, end: mention.end })
  }
  return groups
}

/** `test`: the days were tests; `untested`: days without one; `result`: the day a result came; else `travel`. */
export type Kind = 'test' | 'untested' | 'travel' | 'result'

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
  /** The group right before was ruled out, and so are the words of testing that stand with it. */
  readonly untested: boolean
  readonly open: boolean
}

/** 8.14-8.16三天两检已完成: on two of the three days, nobody knows which. */
const FEWER_THAN_DAYS = /^[号日 ]*(?:三天[两二]|[五5]天[两二三四]|七天[两二三四五])检/

/** Whether the days of a group were tests. */
export function kindOf(group: Group, before: string, after: string, { tested, untested, open }: Earlier): Kind {
  const clause = firstPiece(after, SOFT_BREAK)
  const lead = LABEL.exec(before)?.[1] ?? lastPiece(before, HARD_BREAK)
  const around = { before, after, lead, clause, testedAt: clause.search(TESTED), travelAt: clause.search(TRAVEL) }
  if (open && RESULT_CAME.test(after)) return 'result'
  if (group.mentions.some(({ range }) => range) && FEWER_THAN_DAYS.test(clause)) return 'untested'
  return (
    noTest(around) ??
    testAfter(around) ??
    testBefore(untested ? lead.split(/[,，]/).slice(1).join(',') : lead) ??
    goesOn(group, around, tested)
  )
}

/** 22号才出结果, 预计25号回, and every way to say that none was done that day. A day of travel stays one. */
function noTest({ after, lead, clause, travelAt }: Around): Kind | null {
  if (RESULT_DAY.test(after)) return 'result'
  if (/(?:预计|计划|打算)[^,，。;；\n]{0,10}$/.test(lead)) return 'travel'
  if (!rulesTestOut(lead, clause)) return null
  return travelAt >= 0 ? 'travel' : 'untested'
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

/** 核酸都阴，16日黄码转绿: with its result the test before is told to the end. */
const TOLD = /[阴阳]性?[^,，]{0,3}[,，] *$/

/** 核酸20、21日, 已检：20 21 */
function testBefore(lead: string): Kind | null {
  return TEST_LEAD.test(lead) &&
    !TOLD.test(lead) &&
    !deniesTest(lead) &&
    !TRAVEL.test(lead.split(/核酸|检测|采样/).pop() ?? '')
    ? 'test'
    : null
}

/** 20号阴，22号: a dated day right behind a test is one more. */
function goesOn({ mentions }: Group, { before }: Around, tested: boolean): Kind {
  const dated = mentions.length > 1 || mentions.some(mention => !mention.bare)
  return tested && dated && /^[ ,，、]*$/.test(before) ? 'test' : 'travel'
}
