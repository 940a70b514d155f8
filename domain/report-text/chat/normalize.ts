import { matchesOf } from '../fold/matches.ts'
import { CITY_SIGN, citySignPattern, type City } from '../../city.ts'
import { REWRITES } from '../fold/rewrites.ts'
import { edit, rewrite, type Edit, type Folded } from '../fold/folded.ts'

/** One spelling for all words of a message in plain characters. Reading works on this text only. */
export function normalizeText(text: Folded, city: City): Folded {
  const blanks = partedByPlus(rewrite(text, /\t[ \t]*| [ \t]+/g, ' '))
  const signed = rewrite(readForms(blanks), citySignPattern(city), (_, before = '') => `${before}${CITY_SIGN}`)
  const words = REWRITES.reduce(
    (result, { when, rules }) =>
      when.test(result.text)
        ? rules.reduce((text, [wrong, right]) => rewrite(text, wrong, right, CODE), result)
        : result,
    signed,
  )
  const plans = !PLAN_CHANGES.test(words.text)
    ? words
    : rewrite(words, CHANGED_PLAN, (_, before = '', verb = '', day = '') => `${before}预计${day}${verb}`)
  const joined = joinAddress(plans)
  const labels = !joined.text.includes('[') ? joined : rewrite(joined, /\[(\p{Script=Han}{1,8})\]/gu, '【$1】')
  return stripListNumbers(collapseSpacedTyping(labels))
}

/** 敖晓东+139…+10.5湖南+高铁: a plus that parts the fields of a line is a blank. */
function partedByPlus(text: Folded): Folded {
  return /\d{4}\+|\+1[3-9]\d{9}/.test(text.text) && /\+[^+\n]*\+/.test(text.text)
    ? rewrite(text, /\+(?=[^+\n]*\+|[^+\n]*$)(?!(?:852|853|86) ?-?\d)/gm, ' ')
    : text
}

/** A task code may hold letters that are an abbreviation elsewhere: #HS43W, #4JT7X. */
const CODE =
  /# ?[0-9A-HJKMNP-TV-Z]{5}(?![0-9A-Z])|(?:^|[^0-9A-Za-z])(?=[0-9A-Z]{0,4}\d)(?=\d{0,4}[A-Z])[0-9A-HJKMNP-TV-Z]{5}(?![0-9A-Za-z])/gi

const PLAN_CHANGES = /改[到为成在]|推迟|延[期到至]|推到|提前到/
/** 本来5月23日回囻，现在改到25日: the later plan counts. */
const CHANGED_PLAN = new RegExp(
  `((?:^|[,，。;；\\n |:]))(?:本来|原本|原来|原定|原计划|本打算|原打算|之前说)?(?:是|说)?(?:\\d{1,2}[月.]\\d{1,2}[日号]?|\\d{1,2}[日号])((?:回|返|到|抵|来)囻?来?)[,，]? ?(?:现在?|后来|又|因故|临时)?(?:改到|改为|改成|改在|推迟到|推迟至|延期到|延到|延至|推到|提前到)了?(\\d{1,2}[月.]\\d{1,2}[日号]?|\\d{1,2}[日号])(?:回囻|返囻|回来|回|返)?`,
  'g',
)

const EMPTY_BOX = '[☐□▢⬜◻○◯]'
const TICKED_BOX = '[☑☒■√✓✔●◉]'
/** 接通情况：☑接通 ☐未接 ☐空号: only the ticked answer stays. */
const UNTICKED_BEFORE = new RegExp(`${EMPTY_BOX} ?[^\\s,，;；/|☐□▢⬜◻○◯☑☒■√✓✔●◉]*`, 'g')
const UNTICKED_AFTER = new RegExp(`[^\\s,，;；/|:：】☐□▢⬜◻○◯☑☒■√✓✔●◉]+ ?${EMPTY_BOX}`, 'g')
const BOX = new RegExp(`${EMPTY_BOX}|${TICKED_BOX}`)
/** 【返深时间】（格式如5.1）：: a hint of the form, no answer. */
const HINT = /([】\p{Script=Han}]) ?\((?![^()]*\d{3})[^()\n]{1,24}\)(?= ?[:：])/gu

function readForms(text: Folded): Folded {
  const plain = text.text.includes('(') ? rewrite(text, HINT, '$1') : text
  return BOX.test(plain.text) ? rewrite(plain, /[^\n]+/g, tickedOnly) : plain
}

function tickedOnly(line: string): string {
  const first = line.search(BOX)
  const empty = new RegExp(EMPTY_BOX).test(line)
  if (first < 0 || !empty) return line
  const boxFirst = first === 0 || /[\s:：】(,，|]/.test(line.charAt(first - 1))
  const blank = (word: string) => ' '.repeat(word.length)
  return line.replace(boxFirst ? UNTICKED_BEFORE : UNTICKED_AFTER, blank).replace(new RegExp(TICKED_BOX, 'g'), blank)
}

/** 丽湖花园 12 栋 3 单元 402 → 丽湖花园12栋3单元402 */
function joinAddress(text: Folded): Folded {
  if (!/ (?:栋|座|幢|单元|号楼)|(?:栋|座|幢|单元|号楼) |\p{Script=Han} \d{1,4}(?:栋|座|幢|单元|号楼)/u.test(text.text))
    return text
  const numbers = rewrite(
    text,
    /(\p{Script=Han}) ?(\d{1,4}) ?(?=栋|座|幢|单元|号楼)/gu,
    (_, before = '', number = '') => before + number,
  )
  return rewrite(numbers, /(栋|座|幢|单元|号楼) (?=\d{1,4}(?:栋|座|单元|室|房|楼|$|[,，。\s]))/g, '$1')
}

/** 已 做 核 酸 7 . 4 阴 → 已做核酸7.4阴: single characters typed apart, unless both are digits (5 7 9阴). */
function collapseSpacedTyping(folded: Folded): Folded {
  const { text } = folded
  const edits: Edit[] = []
  for (let at = text.indexOf(' '); at >= 0; at = text.indexOf(' ', at + 1)) {
    const single = isEdge(text.charAt(at - 2)) && isEdge(text.charAt(at + 2))
    if (single && typedApart(text.charAt(at - 1), text.charAt(at + 1))) edits.push({ start: at, end: at + 1, text: '' })
  }
  return edit(folded, edits)
}

const isEdge = (sign: string) => sign === '' || sign === ' ' || sign === '\n'

function typedApart(left: string, right: string): boolean {
  if (isEdge(left) || isEdge(right) || /[阴阳通忙]/.test(left)) return false
  return /[\p{Script=Han}.]/u.test(left + right)
}

/** 1. 1、 1: 1) but not the start of 5.19 */
const SIGNED_NUMBER = '(?<signed>\\d{1,2})(?:\\) ?|[.、:：](?!\\d{1,2}(?:[^\\d]|$)) ?)'
/** 3、5月12日从贵州回 4.7月20日回 5、13日、14日核酸: as long as the count goes on, a number of the list and no day. */
const DAYLIKE_NUMBER = '(?<daylike>\\d{1,2})(?:[、:：](?=\\d{1,2}[月日号.、/-])|\\.(?=\\d{1,2}月))'
/** 3.8月22日回, 4.23、24日阴: at the start of a line either a date or a number of the list; its place in the count decides. */
const DATELIKE_NUMBER = '(?<datelike>\\d{1,2})\\.(?=\\d{1,2}(?:[、,，月日号]|[./-]\\d))'
/** 1姓名 罗美娟 2手机 … */
const FORM_WORD =
  '姓名|电话|手机|联系|编号|风险|来源|到囻|抵|返|回|交通|方式|核酸|地址|住址|疫苗|行程|备注|任务|人员|是否'
const BARE_NUMBER = `(?<bare>\\d{1,2})(?: (?=[^ ])|(?=${FORM_WORD}))`
const LIST_NUMBER = new RegExp(
  `(?<lead>^|[\\s:;；,，。]|(?=[(]\\d))(?:${SIGNED_NUMBER}|${DAYLIKE_NUMBER}|${DATELIKE_NUMBER}|${BARE_NUMBER}|[(](?<bracketed>\\d{1,2})[)] ?|(?<chinese>[一二三四五六七八九])、)`,
  'g',
)

interface ListNumber {
  readonly start: number
  readonly end: number
  readonly number: number
}

/** 1.姓名 2.电话 … or 1 田雯 2 173… 3 重庆: numbers that count 1, 2, 3 before pieces of text are cut, or 4 would be a day. */
function stripListNumbers(folded: Folded): Folded {
  const { text } = folded
  const signs: ListNumber[] = []
  for (const match of matchesOf(text, LIST_NUMBER)) {
    const sign = listNumber(match.index, match[0], match.groups ?? {})
    const last = signs[signs.length - 1]
    const goesOn = last
      ? sign.number === last.number + 1 && isPiece(text.slice(last.end, sign.start))
      : sign.number === 1
    if (goesOn && !isDate(match, signs.length)) signs.push(sign)
  }
  if (signs.length < 2) return folded
  return edit(
    folded,
    signs.map(({ start, end }) => ({ start, end, text: '\n' })),
  )
}

/** At the start of a line, or once the list has begun, a number that continues the count is no day. */
function isDate({ groups = {} }: RegExpMatchArray, before: number): boolean {
  const startsLine = groups['lead'] === '\n'
  if (groups['daylike'] !== undefined) return before < 2 && !startsLine
  return groups['datelike'] !== undefined && (before < 2 || !startsLine)
}

function listNumber(index: number, whole: string, groups: Record<string, string | undefined>): ListNumber {
  const { lead = '', signed, daylike, datelike, bare, bracketed, chinese = '' } = groups
  const number = Number(signed ?? daylike ?? datelike ?? bare ?? bracketed ?? '零一二三四五六七八九'.indexOf(chinese))
  return { start: index + lead.length, end: index + whole.length, number }
}

function isPiece(between: string): boolean {
  return /\p{Script=Han}|\d{3}|[A-Za-z]/u.test(between)
}
