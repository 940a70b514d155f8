import { matchesOf } from '../fold/matches.ts'
import type { Identity } from './identities.ts'
import { knownNameAt, knownNames, type KnownNames } from './known-names.ts'
import { SURNAMES } from '../lexicon.ts'
import { foreignNameAt, nameAt, nameBefore, rareNameAt, RELATION, type NameMatch } from './names.ts'
import { LIST_SIGN } from '../fold/characters.ts'
import { saysNothing } from '../chat/says-nothing.ts'

/** A name in the text that speaks of a resident. */
export interface NameAnchor extends NameMatch {
  readonly kind: 'name'
  /** Named by a label (姓名), so it belongs to the person at hand whatever stands between. */
  readonly labelled: boolean
  readonly relation: string
}

const NAME_LABEL =
  /(?:姓名(?:应该?|改)?(?:是|为)?|(?:名单|单子|单|表)(?:上)?(?:写|登记|填)?的?(?:是|为)|登记(?=\p{Script=Han}{2,3}[。,，;；\s])|转接(?:给|到)?|名字(?:就)?(?:叫|是)?|真名(?:叫|是)?|本名(?:叫|是)?|全名(?:叫|是)?|姓\s*名|实名(?:认证)?(?:是|为)|登记(?:的)?(?:人|名)?(?:是|为)|登记人|(?:被)?(?:核查|流调|联系|排查|受访|通话|回访)(?:人员?|对象)|接听人|系统显示(?:是|为)?|(?:他|她|本人|机主)?(?:名)?叫(?!他|她|我|做|啥|什么|明|让)|机主(?:是|为)?|居民|户主|业主|租客|房客|住客|客人|旅客|房客|班(?:学生|同学)?|学生|员工|职工|工人|村民|病人|患者|孕妇|产妇|骑手|快递员|保洁(?:员|阿姨)?|门卫|住校生|本人|联系人|对象|司机)[\]】:| -]{0,3}/gu
const PIECE_OPENING = new RegExp(
  `(?:^|\\n|】)(?:\\d{1,2}[.、:)] ?|[(]\\d{1,2}[)] ?|${LIST_SIGN} ?)?|${LIST_SIGN} ?`,
  'g',
)
const COMPOUND = [...SURNAMES].filter(surname => surname.length > 1).join('|')
const SURNAME_ONLY = new RegExp(
  `姓(?!名)(?:(${COMPOUND})|([\\p{Script=Han}])(?=的|[他她说讲称,，。;；\\s(\\d]|$))`,
  'gu',
)
const MEMBER = new RegExp(`(${RELATION})(?!家)[ :是叫]{0,2}`, 'g')
const RELATION_FIRST = new RegExp(`^(?:${RELATION})`)
const RELATION_LAST = new RegExp(`(?:${RELATION})$`)
/** 颜玉和女儿付欣 */
const AND_RELATION = new RegExp(`(?:和|与|跟|及|带)(?:其|他|她)?(?:${RELATION})`, 'g')
const DENIAL = /不是(?=[^,，。\s]{2,4}(?:本人|[,，。\s]|$))|不认识(?:什么|叫|那个)?|不叫|没有(?=[^,，。\s]{2,3}这个人)/g
/** A relation who only speaks or answers is no resident: 哥哥李强说, 房东王五接的. */
const SPEAKS = /^(?:说|讲|称|接|代|告知|反映|在用)/

/** 毛毛雨(微信名) */
const NICKNAME = /^ ?\((?:微信|昵称|网名)/

type Add = (match: NameMatch | null, labelled?: boolean, relation?: string) => void

/**
 * All names of the text that may be residents, in order. The surest places are read first: a name found there keeps
 * weaker readings off its characters.
 */
export function findNames(text: string, identities: readonly Identity[], known: KnownNames): NameAnchor[] {
  const found: NameAnchor[] = []
  const overlaps = (match: NameMatch) =>
    [...identities, ...found].some(one => match.start < one.end && one.start < match.end)
  const add: Add = (match, labelled = false, relation = '') => {
    if (
      !match ||
      overlaps(match) ||
      text.charAt(match.start - 1) === '@' ||
      NICKNAME.test(text.slice(match.end, match.end + 5))
    )
      return
    found.push({ kind: 'name', ...match, labelled, relation })
  }
  addLabelled(text, add)
  addDeniedAndSurnames(text, add)
  addMembers(text, add)
  identities.forEach((identity, index) => addBeside(text, identity, identities[index - 1]?.end ?? 0, add))
  addByPlace(text, known, add)
  addUnlike(text, identities, add)
  addKnown(text, known, add)
  if (found.length === 0 && identities.length > 0) add(nameAlone(text, { start: 0, end: text.length }))
  for (const piece of [...piecesOf(text, LINES), ...piecesOf(text, SENTENCES)])
    if (contains(piece, identities) && !contains(piece, found)) add(nameAlone(text, piece))
  for (const other of matchesOf(text, AND_RELATION)) add(nameShortlyBefore(text, other.index))
  addListed(text, found, add)
  addKnown(text, knownNames(found.map(one => one.name)), add)
  addTitledAgain(text, found, add)
  if (found.length === 0) addOnlyOne(text, identities, add)
  return found.sort((left, right) => left.start - right.start)
}

/** 姓名：张三, 名单写的是成龙飞, 机主李春梅. Behind 机主 and the like only what is surely a name. */
function addLabelled(text: string, add: Add): void {
  for (const { index, 0: label } of matchesOf(text, NAME_LABEL)) {
    if (/[原前旧]$/.test(text.slice(Math.max(0, index - 1), index)) && label.startsWith('机主')) continue
    const at = index + label.length
    const strict = !/名|登记|转接|单|表|叫|显示/.test(label) || /人|对象/.test(label)
    const name = strict
      ? nameAt(text, at)
      : (nameAt(text, at, true) ?? foreignNameAt(text, at) ?? anyName(text, at, label))
    add(name, /名/.test(label), RELATION_LAST.exec(text.slice(Math.max(0, index - 4), index))?.[0])
  }
}

/** 不认识丁磊; 她姓温. After a denial 机主姓马 names somebody else. */
function addDeniedAndSurnames(text: string, add: Add): void {
  const denied = findDenied(text)
  denied.forEach(match => add(match))
  for (const { index, 0: whole, 1: compound, 2: single = '' } of matchesOf(text, SURNAME_ONLY)) {
    const name = compound ?? single
    const before = text.slice(Math.max(0, index - 4), index)
    const ofAnother = denied.length > 0 && /(?:机主|对方|接电话的|本人)$/.test(before)
    if (!before.endsWith('不') && !ofAnother) add({ name, start: index, end: index + whole.length }, true)
  }
}

/** 说不是王伟本人, 不认识丁磊, 没有刘强这个人: who is denied is the resident sought. */
function findDenied(text: string): NameMatch[] {
  const plain = text.replace(/本人|这个人/g, word => ','.repeat(word.length))
  return [...matchesOf(text, DENIAL)].flatMap(({ index, 0: denial }) => nameAt(plain, index + denial.length) ?? [])
}

/** 妻子李四, 儿子张小, 其父龙大海; not 房东王五说 nor 他老婆叫…, who only speak. */
function addMembers(text: string, add: Add): void {
  if (/人机不符|打错了|不是本人|非本人/.test(text)) return
  for (const { index, 0: whole, 1: relation = '' } of matchesOf(text, MEMBER)) {
    const before = text.charAt(index - 1)
    if (relation.length === 1 && /[^其\P{Script=Han}]/u.test(before)) continue
    if (/[他她其]/.test(before) && whole.endsWith('叫')) continue
    const name = nameAt(text, index + whole.length)
    if (name && !SPEAKS.test(text.slice(name.end, name.end + 2)) && !/[在的]$/.test(whole)) add(name, false, relation)
  }
}

/** 妻子灭绝139…: what stands between a relation and a number is a name, however it sounds. */
function addUnlike(text: string, identities: readonly Identity[], add: Add): void {
  for (const { start, aside } of identities) {
    if (aside === true) continue
    const match = UNLIKE.exec(text.slice(Math.max(0, start - 8), start))
    const name = match?.[1] ?? ''
    if (!match || !saysNothing(name) || RELATION_FIRST.test(name)) continue
    const at = start - match[0].length + match[0].lastIndexOf(name)
    add({ name, start: at, end: at + name.length })
  }
}

const UNLIKE =
  /(?:妻子|丈夫|老公|老婆|儿子|女儿|父亲|母亲|妈妈|爸爸|哥哥|弟弟|姐姐|妹妹)(?!的|电话|手机|号码|接|代|帮|说)(\p{Script=Han}{2,3}) ?$/u

/** 601房的付小刚, 詹伯82岁, 我找的修阿姨: where nobody is named in a surer place, the one name of the text. */
function addOnlyOne(text: string, identities: readonly Identity[], add: Add): void {
  const own = identities.filter(({ aside }) => aside !== true)
  if (own.length > 1) return
  for (const { index, 0: lead } of matchesOf(text, ONLY_LEAD)) {
    const name = nameAt(text, index + lead.length)
    if (name && name.name.length > 1) return add(name)
  }
  if (own.length === 0) {
    const alone = nameAlone(text, { start: 0, end: text.length })
    if (alone) return add(alone)
  }
  for (const { index } of matchesOf(text, TITLED)) {
    const before = text.slice(Math.max(0, index - 2), index)
    if (/[他她其]的?$|(?:老公|老婆|儿子|女儿|前台|物业|保安|店|房东|组长)$/.test(before)) continue
    const name = nameAt(text, index)
    if (name && name.name.length === 1 && name.end - name.start > 1) return add(name)
  }
}

const ONLY_LEAD =
  /[房号室户班](?!东|客|间)的?(?:住客|客人|学生|同学|业主|租客|住户)?(?=\p{Script=Han}{2,3})|(?:说|讲|病人|患者|孕妇|机主)(?=\p{Script=Han}{2,3}(?:请假|国庆|春节|已经?|还|去|回|在))/gu
const TITLED =
  /\p{Script=Han}(?=(?:先生|女士|小姐|阿姨|阿公|阿婆|阿伯|师傅|大姐|大哥|大爷|大叔|大妈|奶奶|爷爷|伯(?!伯)|婶|太太))/gu

/** At the start of a line or item, before 本人接, behind the colon of a list. */
function addByPlace(text: string, known: KnownNames, add: Add): void {
  for (const sign of matchesOf(text, PIECE_OPENING)) add(nameOpening(text, sign.index + sign[0].length, known))
  for (const told of matchesOf(
    text,
    /(?:第\d+个|更正|订正|补充|更新|代答|代接|代报|反馈|登记|随访|补报|上报|问的|回复)[:：] ?/g,
  ))
    add(nameOpening(text, told.index + told[0].length, known))
  for (const self of matchesOf(text, /(?:本人|自己)(?:接|说|在|听)/g)) add(nameShortlyBefore(text, self.index))
  for (const colon of matchesOf(text, /[人口女子妇妻俩家户员码号码机话\d][:：] ?/g))
    addFirstOfList(text, colon.index + colon[0].length, add)
}

function nameShortlyBefore(text: string, end: number): NameMatch | null {
  return nameBefore(text, end, Math.max(0, end - 8))
}

/** After 姓名 whatever two to four characters stand alone are the name, be it a word (名字就叫阳光). */
function anyName(text: string, start: number, label: string): NameMatch | null {
  if (!/名/.test(label)) return null
  const match = /^[\p{Script=Han}]{2,4}(?=$|[\s,，。;；|【\][(（])/u.exec(text.slice(start, start + 6))
  return match && !/^(?:电话|手机|不详|未知|无|不知)/.test(match[0])
    ? { name: match[0], start, end: start + match[0].length }
    : null
}

function addBeside(text: string, identity: Identity, from: number, add: (match: NameMatch | null) => void): void {
  if (identity.aside === true) return
  const gap =
    /^(?:\([^()]{1,24}\)|[\s,，:：()、/|】【\]\-—+]|这个|那个|的|机主|居民|本人|是|姓名|\d{1,2}[.、:)](?!\d))*/.exec(
      text.slice(identity.end, identity.end + 20),
    )?.[0] ?? ''
  const at = identity.end + gap.length
  const bracketed = /^ ?\(/.test(gap) ? nameAt(text, identity.end + gap.indexOf('(') + 1) : null
  if (!/\n.*\n/.test(gap)) add(bracketed ?? nameAt(text, at) ?? rareNameAt(text, at) ?? properForeign(text, at))
  add(
    nameBefore(text, identity.start, from) ??
      lineStart(text, identity.start) ??
      surnameBeside(text, identity) ??
      surnameAfter(text, identity.end),
  )
}

/** 4.候德 尾号2084: whatever two or three characters stand alone in front of a number at the start of a line. */
function lineStart(text: string, end: number): NameMatch | null {
  const match = /(?:^|\n)(?:\d{1,3}[.、)] ?)?(\p{Script=Han}{2,3})[ ,，]+$/u.exec(
    text.slice(Math.max(0, end - 12), end),
  )
  const name = match?.[1] ?? ''
  if (name === '' || !saysNothing(name)) return null
  const start = end - (match?.[0].length ?? 0) + (match?.[0].indexOf(name) ?? 0)
  return rareNameAt(text.slice(0, start + name.length), start, true)
}

/** 吴 9094: a surname alone beside a tail. */
function surnameBeside(text: string, { kind, start }: Identity): NameMatch | null {
  const match = /(?:^|[\n,，;；。 ])(\p{Script=Han}) ?$/u.exec(text.slice(Math.max(0, start - 4), start))
  if (kind === 'code' || !match || !SURNAMES.has(match[1] ?? '')) return null
  const at = start - (match[0].endsWith(' ') ? 2 : 1)
  return { name: match[1] ?? '', start: at, end: at + 1 }
}

/** #9KG21 曹 4.2东莞回: a surname alone between blanks. 通, 忙 and the like are results. */
function surnameAfter(text: string, end: number): NameMatch | null {
  const name = /^[ ,，]([\p{Script=Han}])(?=[ ,，])/u.exec(text.slice(end, end + 3))?.[1]
  if (name === undefined || !SURNAMES.has(name) || /[通关空有家红在来全乜同占温平时应]/.test(name)) return null
  return { name, start: end + 1, end: end + 2 }
}

function properForeign(text: string, at: number): NameMatch | null {
  const match = foreignNameAt(text, at)
  return match && match.name.length > 5 ? match : null
}

/** 白云飞今天也做了: a message or a line that opens with a name. */
function nameOpening(text: string, start: number, known: KnownNames): NameMatch | null {
  const match = nameAt(text, start)
  if (!match) return null
  if (known.names.has(match.name)) return match
  const rest = text.slice(match.end, match.end + 12)
  return /^(?:[ ,，(、]|\p{Script=Han})/u.test(rest) || rest === '' ? match : null
}

/** 父子两人：张大山、张小山; 一家两口：张大山、妻子李四 */
function addFirstOfList(text: string, start: number, add: (match: NameMatch | null) => void): void {
  const first = nameAt(text, start)
  const gap = first ? /^[、,，和及 ]/.exec(text.slice(first.end))?.[0] : undefined
  if (!first || gap === undefined) return
  const next = first.end + gap.length
  const relation = RELATION_FIRST.exec(text.slice(next, next + 6))?.[0] ?? ''
  if (nameAt(text, next + relation.length) !== null) add(first)
}

interface Span {
  readonly start: number
  readonly end: number
}

const LINES = /[^\n]+/g
const SENTENCES = /[^\n;；。]+/g

function piecesOf(text: string, pattern: RegExp): Span[] {
  return matchesOf(text, pattern).map(({ index, 0: piece }) => ({ start: index, end: index + piece.length }))
}

function contains(line: Span, spans: readonly Span[]): boolean {
  return spans.some(span => span.start >= line.start && span.end <= line.end)
}

/** 通了，温红，5.19回 · 接通，濮先生，… · 座机已通，冼女士接的: a piece between signs that is, or opens with, a name. */
function nameAlone(text: string, line: Span): NameMatch | null {
  for (const piece of matchesOf(
    text.slice(line.start, line.end),
    /(^|[\s,，;；:：、/|】])(?=(\p{Script=Han}{2,6}))/gu,
  )) {
    const match = nameAt(text, line.start + piece.index + (piece[1] ?? '').length)
    const run = piece[2] ?? ''
    if (!match) continue
    const isPiece =
      (match.name === run || (match.name.length === 1 && match.end - match.start === run.length)) &&
      run.length < 4 &&
      saysNothing(run) &&
      !/^[^\s,，;；、/|【]/.test(text.slice(match.end))
    if (isPiece || /^(?:先生|女士|小姐|太太|阿姨|师傅|大姐|大哥)/.test(text.slice(match.start + match.name.length)))
      return match
  }
  return null
}

function addKnown(text: string, known: KnownNames, add: (match: NameMatch) => void): void {
  if (known.names.size === 0) return
  for (let start = 0; start < text.length; start++) {
    const name = knownNameAt(text, start, known)
    const titled = known.initials.has(text.charAt(start)) ? nameAt(text, start) : null
    if (name === null) {
      if (titled?.name.length === 1 && titled.end > start + 1 && known.names.has(titled.name)) add(titled)
      continue
    }
    const end = titled?.name === name ? titled.end : start + name.length
    add({ name, start, end })
    start = end - 1
  }
}

/** 户主麻先生…，老婆谷女士…。麻先生三针，谷女士两针: a surname with a title met again. */
function addTitledAgain(text: string, found: readonly NameAnchor[], add: Add): void {
  if (found.length < 2) return
  for (const name of new Set(found.map(one => one.name).filter(one => one.length === 1)))
    for (let at = text.indexOf(name); at >= 0; at = text.indexOf(name, at + 1)) {
      const match = nameAt(text, at)
      if (match?.name === name && match.end > at + 1) add(match)
    }
}

const LISTS_MEMBERS = /一家|全家|[两二三四五六]口|家人|同住|夫妻|母[女子]|父[女子]|[两二三四五]个?人/
/** 罗建平、陈燕、罗一一: a name followed by a list sign and another name. */
function addListed(text: string, found: readonly NameAnchor[], add: (match: NameMatch | null) => void): void {
  for (let index = 0; index < found.length && index < 40; index++) {
    const one = found[index]
    if (!one) continue
    const gap = /^(?:\([^()\n]{1,20}\))?(?:[、,，/和与及跟 ]|以及){1,2}/.exec(text.slice(one.end, one.end + 26))?.[0]
    const next = gap === undefined ? null : nameAt(text, one.end + gap.length)
    const closed = next && /^(?:[、,，\s(:]|$|\d|两|三|都|均|一起|和|共)/.test(text.slice(next.end))
    if (closed && /[、和与及跟/]/.test(gap ?? '')) add(next)
    else if (closed && /^[,， ]$/.test(gap ?? '') && LISTS_MEMBERS.test(text)) add(next)
  }
}
