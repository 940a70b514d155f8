import { isKnownWord } from '../account/vocabulary.ts'
import { isHan } from '../chat/pieces.ts'
import {
  AFTER_NAME,
  FOREIGN_SOUNDS,
  NO_SURNAME,
  NOT_NAMES,
  PLACES_LIKE_NAMES,
  RARE_SURNAMES,
  RELATIONS,
  SURNAMES,
  TITLES,
} from '../lexicon.ts'
import { placeAt } from '../facts/places.ts'
import { saysNothing } from '../chat/says-nothing.ts'

export interface NameMatch {
  readonly name: string
  readonly start: number
  readonly end: number
}

const byLength = (left: string, right: string) => right.length - left.length
const TITLE = new RegExp(`^(?:${[...TITLES].sort(byLength).join('|')})`)
const FOLLOW = new RegExp(`^(?:${[...AFTER_NAME].sort(byLength).join('|')})`)
/** 蒋云飞称…: before a verb of saying three characters are a name, even if the third is a verb elsewhere. */
const SAYS = /^(?:称|说|反馈|表示|告知|反映|回复|答复|本人)/
const SURE_TITLE = /^(?:先生|女士|小姐|太太|阿姨|师傅|大姐|大哥|大爷|大叔|大妈|阿婆|阿伯|阿公|伯伯|奶奶|爷爷|同学)/
export const RELATION = [...RELATIONS].sort(byLength).join('|')
/** A third character that is rather the next word: 魏婷通|了, 李敏在|家. */
const CLOSING_WORD =
  '说的接通已未没也都和在是回返到阴阳那这打住去电手号尾人他她两三一二四五坐乘飞抵做核检测补关停占挂拒确认报时'
/** These begin a word that must go on (张强刚|到), so where nothing follows they end a name: 廖志刚, 林全. */
const OPENING_WORD = '来今昨前后从由自有无不与跟及带要让叫被把给上下早刚又还再只开就因暂现目同全'
const FOREIGN = /^[A-Z][A-Za-z'-]*(?:,? [A-Z][A-Za-z'-]*){1,3}/

/**
 * A name that starts at `start`: full (张三), with title (陈先生 → 陈), masked (陈*明, 张某). `loose` lets it stand before
 * an unknown word, where a label or a relation already promises a name.
 */
export function nameAt(text: string, start: number, loose = false): NameMatch | null {
  if (!isHan(text.charAt(start))) return null
  const signed = signedName(text, start)
  if (signed) return signed
  const run = hanRun(text, start)
  if (run.charAt(1) === '家' && FAMILY.test(run)) return null
  const surname = surnameLength(run)
  if (surname === 0) return rareTitled(start, run)
  return titled(text, start, run, surname) ?? fullName(start, run, surname, loose)
}

/** 佘家三口 */
const FAMILY = /^.家(?:[一二两三四五六]口|全家|一家)/u
const MASKED =
  /^\p{Script=Han}(?:[*×][\p{Script=Han}*×]?|某{1,2}|[xX]{1,2})\p{Script=Han}?(?![\p{Script=Han}])|^\p{Script=Han}[*×某]{1,2}/u
const DOTTED = /^\p{Script=Han}{2,6}·\p{Script=Han}{2,8}/u
const MIXED = /^(?:(\p{Script=Han})(?:[Ss]ir|SIR)|(阿[A-Z][a-z]{1,9}))(?![a-z])/u

/** 陈*明, 张某, 古丽娜尔·买买提, 卢Sir, 阿May: names that a sign or a letter gives away. */
function signedName(text: string, start: number): NameMatch | null {
  const around = text.slice(start, start + 16)
  if (!/[*×某xX·Ss阿]/.test(around)) return null
  const masked = MASKED.exec(around.slice(0, 5))
  if (masked && SURNAMES.has(masked[0].charAt(0))) return { name: masked[0], start, end: start + masked[0].length }
  const dotted = DOTTED.exec(around)
  if (dotted) return { name: dotted[0], start, end: start + dotted[0].length }
  const mixed = MIXED.exec(around.slice(0, 12))
  return mixed && { name: mixed[1] ?? mixed[2] ?? '', start, end: start + mixed[0].length }
}

/** 来女士, 逮先生: before a title that stands with names only, nearly every character is a surname. */
function rareTitled(start: number, run: string): NameMatch | null {
  const title = SURE_TITLE.exec(run.slice(1))?.[0]
  if (title === undefined || NO_SURNAME.includes(run.charAt(0))) return null
  return { name: run.charAt(0), start, end: start + 1 + title.length }
}

/** 都艳红, 操军, 拉巴次仁: two to four characters that stand alone beside a number and tell nothing else. */
export function rareNameAt(text: string, start: number, alone = false): NameMatch | null {
  const run = hanRun(text, start)
  if (!isForeign(run) && !isRare(run) && !(alone && RARE_SURNAMES.has(run.charAt(0)))) return null
  const end = start + run.length
  const isLabel = /[:：】\]]/.test(text.charAt(end))
  return isLabel || isWord(run) || placeAt(run, 0) !== null || !saysNothing(run) ? null : { name: run, start, end }
}

function isForeign(run: string): boolean {
  return run.length >= 3 && run.length <= 8 && Array.from(run).every(sound => FOREIGN_SOUNDS.includes(sound))
}

function isRare(run: string): boolean {
  if (run.length < 2 || run.length > 3 || !RARE_SURNAMES.has(run.charAt(0)) || placeAt(run, 1) !== null) return false
  return !Array.from(run.slice(1)).some(char => (CLOSING_WORD + OPENING_WORD).includes(char))
}

/** 陈先生, 李大姐, 凤姐, 李娟女士, 阮生 */
function titled(text: string, start: number, run: string, surname: number): NameMatch | null {
  for (const length of [surname, surname + 1, surname + 2]) {
    const name = run.slice(0, length)
    const title = TITLE.exec(run.slice(length))?.[0]
    if (title === undefined || name.length < length || isWord(run)) continue
    if (length > surname && title.length < 2) continue
    const next = run.slice(length + title.length)
    if (title.length === 1 && next !== '' && !FOLLOW.test(next)) continue
    return { name, start, end: start + length + title.length }
  }
  const elder = /^老(?:太太?|先生|人家|伯)/.exec(run.slice(surname))
  return elder && text !== '' ? { name: run.slice(0, surname), start, end: start + surname + elder[0].length } : null
}

function fullName(start: number, run: string, surname: number, loose: boolean): NameMatch | null {
  const match = (length: number): NameMatch => ({ name: run.slice(0, length), start, end: start + length })
  if (
    isWord(run) ||
    (startsWithPlace(run) && !loose) ||
    (!loose && run.length > 1 && run.length < 5 && isKnownWord(run))
  )
    return null
  const place = placeAt(run, 0)
  if (place !== null && PLACES_LIKE_NAMES.has(place) && run.length === 3) return match(3)
  const three = surname + 2
  const two = surname + 1
  if (loose && run.length === three && !/[的说接通了他她]$/.test(run)) return match(three)
  const fits = (length: number) => run.length === length || (run.length > length && FOLLOW.test(run.slice(length)))
  const isLastFine = (length: number) =>
    run.charAt(length - 1) === run.charAt(length - 2) ||
    !(CLOSING_WORD + (run.length === length ? '' : OPENING_WORD)).includes(run.charAt(length - 1))
  if (/^(?:本人|自己)/.test(run.slice(two))) return match(two)
  if (/^(?:上周|上个?月|上星期|昨|今[天早晚]|本周|这周)/.test(run.slice(three))) return match(three)
  if (run.length >= three && SAYS.test(run.slice(three)) && !/[他她]/.test(run.charAt(two))) return match(three)
  if (run.length >= three && fits(three) && isLastFine(three)) return match(three)
  if (run.length >= two && fits(two) && (isLastFine(two) || run.length === two)) return match(two)
  if (run.length === three && FOLLOW.test(run.slice(two))) return match(two)
  if (loose && run.length >= two) return match(run.length >= three && isLastFine(three) ? three : two)
  return null
}

function startsWithPlace(run: string): boolean {
  const place = placeAt(run, 0)
  return place !== null && !(PLACES_LIKE_NAMES.has(place) && run.length === 3 && !/[回返来到]$/.test(run))
}

/** The name that ends right before `end`, over separators and label words (张三 电话 138…, 联系上郭海涛（138…). */
export function nameBefore(text: string, end: number, from: number): NameMatch | null {
  const lead = text.slice(Math.max(from, end - 24), end)
  const trimmed = lead.replace(
    /(?:[\s,，:：()|/】【\]、—+-]|的|是|为|(?:正确|新)的?号码|正确|现在|电话|手机|号码|手机号|联系|方式|尾号|机主|本人|自己|用)*$/,
    '',
  )
  const stop = end - lead.length + trimmed.length
  const run = /\p{Script=Han}+$/u.exec(trimmed)?.[0] ?? ''
  const runStart = stop - run.length
  const foreign = /[A-Z][A-Za-z'-]*(?: [A-Z][A-Za-z'-]*){1,3}$/.exec(trimmed)
  if (foreign) return { name: foreign[0], start: stop - foreign[0].length, end: stop }
  const dotted = /\p{Script=Han}{2,8}·\p{Script=Han}{2,8}$/u.exec(trimmed)
  if (dotted) return { name: dotted[0], start: stop - dotted[0].length, end: stop }
  const masked = /\p{Script=Han}[*×某]{1,2}\p{Script=Han}?$/u.exec(trimmed)
  if (masked && SURNAMES.has(masked[0].charAt(0))) return { name: masked[0], start: stop - masked[0].length, end: stop }
  const whole = nameAt(text.slice(0, stop), runStart)
  if (whole?.end === stop) return whole
  const placelike =
    /^\p{Script=Han}{3}$/u.test(run) &&
    run.length === 3 &&
    SURNAMES.has(run.charAt(0)) &&
    !/[回返来到去省市县区镇村站东西南北]$/.test(run)
  if (placelike && placeAt(run, 0)?.length === 2 && /(?:^|[\s,，;；、|/])$/.test(text.slice(0, runStart)))
    return { name: run, start: runStart, end: stop }
  const alone = run.length === 4 && /(?:^|[\s,，;；、|/])$/.test(text.slice(0, runStart))
  if (
    alone &&
    SURNAMES.has(run.charAt(0)) &&
    saysNothing(run) &&
    !isWord(run) &&
    !isKnownWord(run) &&
    !isKnownWord(run.slice(0, 2)) &&
    !isKnownWord(run.slice(2)) &&
    placeAt(run, 0) === null
  )
    return { name: run, start: runStart, end: stop }
  const foreignSounds = run.length > 2 ? rareNameAt(text.slice(0, stop), runStart) : null
  if (foreignSounds) return foreignSounds
  for (const length of [6, 5, 4, 3, 2]) {
    const start = stop - length
    if (start <= runStart) continue
    const match = nameAt(text.slice(0, stop), start)
    if (match?.end === stop && endsInLead(run.slice(0, run.length - length)) && !isWord(run.slice(-length)))
      return match
  }
  return null
}

const NAME_LEAD = new RegExp(
  `(?:${RELATION}|居民|机主|本人|业主|租客|住户|这个|那个|这位|那位|另|登记是|登记为|登记的是|换|让|找到?|联系到?上?|打通|叫|是|和|与|跟|姓名|名字|人员|对象|旅客|员工|司机|的|位|学生|群众|群主|写|报|录|接通|已接|工人|客人|户主|致电|核实|反馈)$`,
)

/** What may stand right before a name: 居民罗敏, 机主李春梅, 和同事康健, 叫祁峰. */
function endsInLead(text: string): boolean {
  return NAME_LEAD.test(text) || [4, 3, 2].some(length => text.length >= length && isKnownWord(text.slice(-length)))
}

export function foreignNameAt(text: string, start: number): NameMatch | null {
  const match = FOREIGN.exec(text.slice(start, start + 40))
  return match ? { name: match[0], start, end: start + match[0].length } : null
}

function surnameLength(run: string): number {
  if (run.length >= 3 && SURNAMES.has(run.slice(0, 2))) return 2
  return SURNAMES.has(run.charAt(0)) ? 1 : 0
}

/** 周六, 初八 */
const DAY_WORD = /^(?:周[一二三四五六日末]|初[一二三四五六七八九十])/

function isWord(run: string): boolean {
  return (
    DAY_WORD.test(run) ||
    (run.length === 3 && run.endsWith('时')) ||
    (run.length < 4 && run.length > 1 && '县镇乡村'.includes(run.charAt(run.length - 1))) ||
    [2, 3, 4].some(length => NOT_NAMES.has(run.slice(0, length)) && run.length >= length)
  )
}

function hanRun(text: string, start: number): string {
  let end = start
  while (end < text.length && end - start < 12 && isHan(text.charAt(end))) end++
  return text.slice(start, end)
}
